import type { Credentials } from "./credentials.ts";

/**
 * Why AWS would refuse these keys for any request; undefined when it would not. The first four letters tell the kind of
 * a key: `AKIA` is a long-term one, `ASIA` a temporary one. Services other than AWS have other keys.
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
