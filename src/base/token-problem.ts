import type { Credentials } from "./credentials.ts";

/**
 * Why AWS would refuse these keys whatever they are used for; undefined when it would not. AWS tells by the first four
 * letters what a key is: `AKIA` for long-term ones, `ASIA` for temporary ones. Other services than AWS have other keys.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function tokenProblem({ accessKeyId, sessionToken }: Credentials): string | undefined {
  if (accessKeyId.startsWith("ASIA") && !sessionToken) {
    return `${accessKeyId} is a temporary key, and its session token is missing`;
  }
  if (accessKeyId.startsWith("AKIA") && sessionToken) {
    return `${accessKeyId} is a long-term key, and the session token beside it belongs to another`;
  }
  return undefined;
}
