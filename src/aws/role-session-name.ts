import { hostname, userInfo } from "node:os";
import { toRoleSessionName } from "../base/role-session-name.ts";

/**
 * The session name for a role: as configured, else what AWS calls the caller (the IAM user's name, or the session
 * name of the role before), else the name of the operating system's user, so that CloudTrail shows who it was.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function roleSessionName(
  { roleSessionName: configured }: { readonly roleSessionName?: string },
  callerName: () => Promise<string>,
): Promise<string> {
  if (configured) return configured;
  const name = (await callerName().catch(() => "")) || userName() || hostname() || "actas";
  return toRoleSessionName(name);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
