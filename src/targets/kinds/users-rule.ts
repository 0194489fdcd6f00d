import { inWords } from "../../base/duration.ts";
import { ActasError } from "../../base/errors.ts";
import { MOST_WHEN_CHAINED } from "../durations.ts";
import type { RoleHop } from "../role-hops.ts";
import type { UserReference } from "./user-reference.ts";

/**
 * The first step with a source's credentials: exchange them for a session token, which all roles of the source then
 * share; send them to AssumeRole with an MFA code; or use them as they are.
 */
export type SessionRule = "session-token-first" | "code-with-role" | "keys-as-they-are";

/**
 * The rule for an IAM user's long-term keys. AWS gives a role at most an hour when it is assumed with a session token,
 * so a longer one takes the code itself.
 *
 * @throws {ActasError} `configuration` when `session_token = always` forbids that
 */
export function usersRule(user: UserReference, [first]: readonly RoleHop[]): SessionRule {
  const { sessionTokenUse: use, serialNumber } = user;
  if (!first) return use === "never" ? "keys-as-they-are" : "session-token-first";
  const isLong = first.durationSeconds > MOST_WHEN_CHAINED;
  if (use === "always" && isLong) throw tooLong(first.roleArn, first.durationSeconds);
  if (use === "always") return "session-token-first";
  if (!serialNumber) return "keys-as-they-are";
  return isLong || use === "never" ? "code-with-role" : "session-token-first";
}

/** The chain as AWS allows it: with `session_token = always`, a duration that was set for many roles is shortened. */
export function withinSession(chain: readonly RoleHop[], user: UserReference | undefined): readonly RoleHop[] {
  const [first, ...others] = chain;
  if (!first?.durationIsShared || user?.sessionTokenUse !== "always") return chain;
  return [{ ...first, durationSeconds: Math.min(first.durationSeconds, MOST_WHEN_CHAINED) }, ...others];
}

function tooLong(roleArn: string, seconds: number): ActasError {
  return new ActasError(
    "configuration",
    `cannot request ${inWords(seconds)} for role ${roleArn}: with \`session_token = always\` it lasts at most 1 hour`,
    { hints: ["set `session_token = auto`, or request at most 1 hour"] },
  );
}
