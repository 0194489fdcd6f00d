import type { Provider } from "oidc-provider/lib/provider.js";
import type { SignInSettings } from "../sign-in-settings.ts";
import type { ProviderPlan } from "./provider-plan.ts";
import type { ProviderState } from "./provider-state.ts";

/** An OpenID provider of the sandbox, loaded at its first request. */
export class OpenIdProvider {
  readonly plan: ProviderPlan;
  readonly #settings: SignInSettings;
  #state: Promise<ProviderState> | undefined;
  #provider: Promise<Provider> | undefined;

  constructor(plan: ProviderPlan, settings: SignInSettings) {
    this.plan = plan;
    this.#settings = settings;
  }

  /** Loads and starts the provider at the first call. @param origin - `http://127.0.0.1:PORT` */
  provider(origin: string): Promise<Provider> {
    this.#provider ??= this.#start(origin);
    return this.#provider;
  }

  /** Ends every sign-in at once: the next request gets a new provider with a new key and without sign-ins. */
  forget(): void {
    this.#state = undefined;
    this.#provider = undefined;
  }

  /** Signs with a new key from now on; sign-ins stay. The old keys are still published if they are kept. */
  rotateKey(old: "kept" | "dropped"): void {
    this.#state = Promise.all([this.#currentState(), import("./provider-state.ts")]).then(
      async ([{ adapter, keys }, { newKey }]) => ({
        adapter,
        keys: [await newKey(), ...(old === "kept" ? keys : [])],
      }),
    );
    this.#provider = undefined;
  }

  async #start(origin: string): Promise<Provider> {
    const { createProvider } = await import("./create-provider.ts");
    return createProvider(origin, this.plan, await this.#currentState(), this.#settings);
  }

  #currentState(): Promise<ProviderState> {
    this.#state ??= import("./provider-state.ts").then(({ newState }) => newState());
    return this.#state;
  }
}
