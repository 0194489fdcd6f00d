import { ActasError } from "../base/errors.ts";
import { WITHOUT_AGENT } from "../files/without-agent.ts";
import type { Holder } from "../system/lock-holder.ts";

/** There is an agent, but it does not take a request: it is stopped or broken, or its connections are all taken. */
export class DoesNotAnswer extends ActasError {
  /** Absent when the agent could not sign its lock, for instance on a full disk. */
  readonly holder: Holder | undefined;

  constructor(socket: string, holder: Holder | undefined, what = "does not answer") {
    const who = holder ? `the agent, pid ${holder.pid}, ${what}` : `an agent runs, and ${what}`;
    super("agent-unreachable", `cannot reach the agent at ${socket}: ${who}`, {
      hints: [...(holder ? ["`actas agent restart` replaces it; sign-ins end with it"] : []), WITHOUT_AGENT],
    });
    this.holder = holder;
  }
}
