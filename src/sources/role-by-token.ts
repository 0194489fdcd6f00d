import { roleSessionName } from "../aws/role-session-name.ts";
import type { Sts } from "../aws/sts.ts";
import { tokenClaims } from "../aws/web-identity/token-claims.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Secret } from "../base/secret.ts";
import type { RoleHop } from "../targets/role-hops.ts";

/**
 * The role that AWS gives for a token. Without a configured session name, CloudTrail is told whom the token is about.
 *
 * @throws {ActasError} among them {@link WebIdentityRefusal} with `expired`, after which a newer token may do
 */
export async function roleByToken(hop: RoleHop, token: Secret, sts: Sts): Promise<Credentials> {
  const { durationSeconds, longest, roleArn } = hop;
  return sts.assumeRoleWithWebIdentity(hop.sts, {
    roleArn,
    roleSessionName: await roleSessionName(hop, async () => nameIn(token)),
    durationSeconds: longest ? "max" : durationSeconds,
    token,
  });
}

/** The e-mail address, else the end of the subject: some providers put their own name before it. */
function nameIn(token: Secret): string {
  const { email, sub } = tokenClaims(token.reveal()) ?? {};
  if (typeof email === "string" && email !== "") return email;
  return typeof sub === "string" ? sub.slice(sub.lastIndexOf("|") + 1) : "";
}
