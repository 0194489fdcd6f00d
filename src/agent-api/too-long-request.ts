import { ActasError } from "../base/errors.ts";
import { LONGEST_REQUEST } from "./messages.ts";

/** The error for a request that the agent would not read. */
export function tooLongRequest(): ActasError {
  return new ActasError("usage", `cannot ask the agent: the request has more than ${LONGEST_REQUEST} characters`, {
    hints: ["shorten the target, or the longest of the variables that count for it, such as AWS_PROFILE or NO_PROXY"],
  });
}
