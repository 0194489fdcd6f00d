import type { SsoAnswer } from "./sso-answer.ts";

/** The access portal said no; what that means depends on what was asked. */
export class PortalRefusal extends Error {
  override readonly name = "PortalRefusal";
  /** `unauthorized`: the sign-in is over; `forbidden`, `not-found`: so it is for the account or the role. */
  readonly reason: "unauthorized" | "forbidden" | "not-found" | "invalid-request" | "other";
  /** AWS's name for it. */
  readonly answered: string;
  /** For the user, such as AWS's request id. */
  readonly hints: readonly string[];

  constructor({ name, status, hints }: SsoAnswer) {
    super(name);
    this.answered = `${name} (HTTP ${status})`;
    this.hints = hints;
    this.reason = REASONS[status] ?? "other";
  }
}

const REASONS: Readonly<Record<number, PortalRefusal["reason"]>> = {
  400: "invalid-request",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
};
