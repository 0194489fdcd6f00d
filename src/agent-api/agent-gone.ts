/** No agent listens; its queue is full; it has no room; it is being replaced; it went away before it answered. */
type WhyGone = "absent" | "busy" | "full" | "restarting" | "lost";

/** The agent cannot answer now: start one, or try again. */
export class AgentGone extends Error {
  override readonly name = "AgentGone";
  readonly reason: WhyGone;

  constructor(reason: WhyGone) {
    super(reason);
    this.reason = reason;
  }
}
