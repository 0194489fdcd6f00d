import { inWords } from "../base/duration.ts";
import { ActasError } from "../base/errors.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/**
 * What is done with a source's credentials first: exchanged for a session token, which all roles of the source then
 * share; sent to AssumeRole with an MFA code; or used just as they are.
 */
export type SessionRule = "session-token-first" | "code-with-role" | "keys-as-they-are";

/**
 * The rule for session tokens. AWS gives a role at most an hour when it is assumed with a session token, so a
 * longer one takes the code itself.
 *
 * @throws {ActasError} `configuration` when `session_token = always` forbids that
 */
export function sessionRule({ source, chain: [first] }: Pick<ResolvedTarget, "source" | "chain">): SessionRule {
  if (source.kind !== "iam-user" || source.sessionToken) return "keys-as-they-are";
  const { sessionTokenUse: use, serialNumber } = source;
  if (!first) return use === "never" ? "keys-as-they-are" : "session-token-first";
  const isLong = first.durationSeconds > 3600;
  if (use === "always" && isLong) throw tooLong(first.roleArn, first.durationSeconds);
  if (use === "always") return "session-token-first";
  if (!serialNumber) return "keys-as-they-are";
  return isLong || use === "never" ? "code-with-role" : "session-token-first";
}

function tooLong(roleArn: string, seconds: number): ActasError {
  return new ActasError(
    "configuration",
    `cannot request ${inWords(seconds)} for role ${roleArn}: with \`session_token = always\` it lasts at most 1 hour`,
    { hints: ["set `session_token = auto`, or request at most 1 hour"] },
  );
}
