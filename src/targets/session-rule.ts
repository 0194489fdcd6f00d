import { kindOf } from "./kinds/kinds.ts";
import { type SessionRule, usersRule } from "./kinds/users-rule.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/**
 * The rule for session tokens. What a `credential_process` prints is taken for an IAM user's keys here; the source
 * knows better when it has run it.
 *
 * @throws {ActasError} `configuration` when `session_token = always` forbids what is asked for
 */
export function sessionRule({ source, chain }: Pick<ResolvedTarget, "source" | "chain">): SessionRule {
  const user = kindOf(source).userOf(source);
  return user ? usersRule(user, chain) : "keys-as-they-are";
}
