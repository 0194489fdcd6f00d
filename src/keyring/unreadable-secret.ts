import { ActasError } from "../base/errors.ts";

/** A secret that can never be read again, whatever the user does: its file was changed, or its key is gone. */
export class UnreadableSecret extends ActasError {
  constructor(path: string, reason: string) {
    super("system", `cannot read ${path}: ${reason}`);
  }
}
