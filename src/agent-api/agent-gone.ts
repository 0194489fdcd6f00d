/** Nobody listens; it has too many to listen to; it is being replaced; it went away before it answered. */
type WhyGone = "absent" | "busy" | "restarting" | "lost";

/** The agent does not answer now: start it, or try again. */
export class AgentGone extends Error {
  override readonly name = "AgentGone";
  readonly reason: WhyGone;

  constructor(reason: WhyGone) {
    super(reason);
    this.reason = reason;
  }
}
