import type { CommandListener } from "../../agent-api/exchange.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import type { NamedTarget, TargetRequest } from "./target-request.ts";

/** Tries out targets while the user still chooses; the request for the one that worked finds its credentials cached. */
export class TriedTarget {
  readonly #requestFor: (named: NamedTarget) => TargetRequest;
  #worked: NamedTarget | undefined;

  constructor(requestFor: (named: NamedTarget) => TargetRequest) {
    this.#requestFor = requestFor;
  }

  /** @throws {ActasError} why it gives no credentials */
  async try(named: NamedTarget, listener: CommandListener): Promise<void> {
    const request = { ...this.#requestFor(named), environment: requestEnvironment() };
    const { ask } = await import("../asking/ask.ts");
    // The keys themselves stay in the agent.
    await ask({ request: "whoami", for: request }, "used", listener);
    this.#worked = named;
  }

  /** A code is not sent twice, and AWS is not asked again. */
  request(named: NamedTarget): TargetRequest {
    const { tokenCode, ...request } = this.#requestFor(named);
    if (named === this.#worked) return { ...request, freshness: "cached" };
    return { ...request, ...(tokenCode !== undefined && { tokenCode }) };
  }
}
