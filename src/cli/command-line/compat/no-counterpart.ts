import { ActasError } from "../../../base/errors.ts";

/** What another tool does and this one does not, without a value that was typed: it may be a password. */
export function noCounterpart(tool: string, what: string, instead: string): ActasError {
  return new ActasError("usage", `cannot do what \`${tool} ${what}\` does: there is no such thing here`, {
    hints: [instead],
  });
}
