import { ActasError } from "../../base/errors.ts";

/** A refusal after which another call may succeed: with a newer token, or for a shorter time. */
export class WebIdentityRefusal extends ActasError {
  readonly why: "expired" | "too-long";

  constructor(why: "expired" | "too-long", message: string, hints: readonly string[]) {
    super(why === "expired" ? "access-denied" : "configuration", message, { hints });
    this.why = why;
  }
}
