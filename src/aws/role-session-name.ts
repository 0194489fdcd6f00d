import { hostname, userInfo } from "node:os";

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

/**
 * Makes a role session name of any text, such as an IAM or operating system user's name: what AWS does not allow
 * becomes `-`, and the length comes to 2 to 64.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function toRoleSessionName(text: string): string {
  return [...text]
    .map((letter) => (/[\w+=,.@-]/.test(letter) ? letter : "-"))
    .join("")
    .slice(0, 64)
    .padEnd(2, "-");
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
