import { ActasError } from "../base/errors.ts";
import { kindOf, type SourceReference } from "./kinds/kinds.ts";
import type { UserReference } from "./kinds/user-reference.ts";

/** The IAM user whose session token `--session` asks for. @throws {ActasError} `usage` where there is none */
export function userWithSession(source: SourceReference): UserReference {
  const kind = kindOf(source);
  const user = kind.userOf(source);
  if (!user) throw noSession(`the target starts with ${kind.giver(source)}, which gives no keys of an IAM user`);
  if (user.sessionTokenUse === "never")
    throw noSession(`\`session_token = never\` counts for profile "${user.profile}"`);
  return user;
}

function noSession(reason: string): ActasError {
  return new ActasError("usage", `cannot use \`--session\`: ${reason}`, {
    hints: ["leave out `--session`, or name a target that starts with the keys of an IAM user"],
  });
}
