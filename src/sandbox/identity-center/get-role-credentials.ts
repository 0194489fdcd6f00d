import { createHash } from "node:crypto";
import { issueKey } from "../issue-credentials.ts";
import type { Person } from "../people.ts";
import type { Caller } from "../signature/key-ring.ts";
import { portalPerson } from "./portal-person.ts";
import type { RestOperation } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";

const SESSION_SECONDS = 3600;

/**
 * GetRoleCredentials: temporary credentials of a permission set in an account, known to the sandbox's STS.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
 */
export const getRoleCredentials: RestOperation = (call, aws) => {
  const person = portalPerson(call, aws);
  const [accountId, roleName] = [call.query.get("account_id"), call.query.get("role_name")];
  if (!accountId || !roleName) throw new RestError("InvalidRequestException", "account_id and role_name are needed");
  if (!aws.identityCenter.directory.rolesOf(person.id, accountId).includes(roleName)) {
    throw new RestError("ForbiddenException", "No access");
  }
  const caller = reservedRole(person, accountId, roleName);
  const { accessKeyId, secretAccessKey, session } = issueKey(aws, caller, SESSION_SECONDS);
  return {
    roleCredentials: {
      accessKeyId,
      secretAccessKey,
      sessionToken: session.token,
      expiration: session.expiration.getTime(),
    },
  };
};

/**
 * The role that Identity Center makes for a permission set in an account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
function reservedRole({ email }: Person, accountId: string, roleName: string): Caller {
  const hash = createHash("sha256").update(`${accountId}/${roleName}`).digest("hex").slice(0, 16);
  const name = `AWSReservedSSO_${roleName}_${hash}`;
  return {
    kind: "role-session",
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${email}`,
    userId: `AROASANDBOX${hash.slice(0, 10).toUpperCase()}:${email}`,
    identityArn: `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/eu-west-1/${name}`,
    mfa: "absent",
  };
}
