import { ActasError } from "../base/errors.ts";

/** A secret that can never be read again, whatever the user does. */
export class UnreadableSecret extends ActasError {
  /** `lost`: its key is gone, as when the user deletes that; `foreign`: somebody or something else has written it. */
  readonly why: "lost" | "foreign";

  constructor(path: string, reason: string, why: "lost" | "foreign") {
    super("system", `cannot read ${path}: ${reason}`);
    this.why = why;
  }
}
