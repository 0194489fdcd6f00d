import { kindOf } from "./kinds/kinds.ts";
import { type SessionRule, usersRule } from "./kinds/users-rule.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/**
 * The rule for session tokens. The output of a `credential_process` is assumed to be an IAM user's keys here; the
 * source knows better once it has run the command.
 *
 * @throws {ActasError} `configuration` when `session_token = always` rules out the request
 */
export function sessionRule({ source, chain }: Pick<ResolvedTarget, "source" | "chain">): SessionRule {
  const user = kindOf(source).userOf(source);
  return user ? usersRule(user, chain) : "keys-as-they-are";
}
