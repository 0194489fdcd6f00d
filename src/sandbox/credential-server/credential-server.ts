import type { Provider } from "oidc-provider/lib/provider.js";
import type { SignInSettings } from "../sign-in-settings.ts";

/** The credential server's OpenID provider, created at its first request. */
export class CredentialServer {
  readonly #settings: SignInSettings;
  #provider: Promise<Provider> | undefined;

  constructor(settings: SignInSettings) {
    this.#settings = settings;
  }

  /** Loads and starts the provider at the first call. @param origin - `http://127.0.0.1:PORT` */
  provider(origin: string): Promise<Provider> {
    this.#provider ??= import("./create-provider.ts").then(({ createProvider }) =>
      createProvider(origin, this.#settings),
    );
    return this.#provider;
  }

  /** Ends every sign-in at once: the next request gets a new provider without sign-ins. */
  forget(): void {
    this.#provider = undefined;
  }
}
