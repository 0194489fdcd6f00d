import { inWords } from "../base/duration.ts";
import { ActasError } from "../base/errors.ts";
import { MOST_WHEN_CHAINED } from "./durations.ts";
import type {
  CredentialProcessReference,
  IamUserReference,
  ResolvedTarget,
  RoleHop,
  SourceReference,
} from "./resolved-target.ts";

/**
 * What is done with a source's credentials first: exchanged for a session token, which all roles of the source then
 * share; sent to AssumeRole with an MFA code; or used just as they are.
 */
export type SessionRule = "session-token-first" | "code-with-role" | "keys-as-they-are";

/**
 * The rule for session tokens. AWS gives a role at most an hour when it is assumed with a session token, so a
 * longer one takes the code itself. What a `credential_process` prints is taken for an IAM user's keys here; whoever
 * has run it knows better.
 *
 * @throws {ActasError} `configuration` when `session_token = always` forbids that
 */
export function sessionRule({ source, chain: [first] }: Pick<ResolvedTarget, "source" | "chain">): SessionRule {
  if (!isUser(source) || hasToken(source)) return "keys-as-they-are";
  const { sessionTokenUse: use, serialNumber } = source;
  if (!first) return use === "never" ? "keys-as-they-are" : "session-token-first";
  const isLong = first.durationSeconds > MOST_WHEN_CHAINED;
  if (use === "always" && isLong) throw tooLong(first.roleArn, first.durationSeconds);
  if (use === "always") return "session-token-first";
  if (!serialNumber) return "keys-as-they-are";
  return isLong || use === "never" ? "code-with-role" : "session-token-first";
}

/** The chain as it can be had: with `session_token = always` a duration that was set for many roles is shortened. */
export function withinSession(chain: readonly RoleHop[], source: SourceReference): readonly RoleHop[] {
  const [first, ...others] = chain;
  const isSession = isUser(source) && !hasToken(source) && source.sessionTokenUse === "always";
  if (!first?.durationIsShared || !isSession) return chain;
  return [{ ...first, durationSeconds: Math.min(first.durationSeconds, MOST_WHEN_CHAINED) }, ...others];
}

function isUser(source: SourceReference): source is IamUserReference | CredentialProcessReference {
  return source.kind === "iam-user" || source.kind === "credential-process";
}

function hasToken(source: IamUserReference | CredentialProcessReference): boolean {
  return source.kind === "iam-user" && source.sessionToken !== undefined;
}

function tooLong(roleArn: string, seconds: number): ActasError {
  return new ActasError(
    "configuration",
    `cannot request ${inWords(seconds)} for role ${roleArn}: with \`session_token = always\` it lasts at most 1 hour`,
    { hints: ["set `session_token = auto`, or request at most 1 hour"] },
  );
}
