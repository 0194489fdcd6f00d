import { AccountReader } from "../../aws/lists/account-reader.ts";
import { parseRoleArn } from "../../base/arn.ts";
import { type AwsCaller, accessTo } from "../accounts/access-to.ts";
import type { ScannedRole } from "../scanned-account.ts";

const ATTEMPTS = 3;

/**
 * A role as it is at AWS now. The caller must be of its account, and may `iam:GetRole`.
 *
 * @returns undefined: there is none of that ARN
 * @throws {ActasError}
 */
export async function readRole(caller: AwsCaller, arn: string): Promise<ScannedRole | undefined> {
  const { roleName = "" } = parseRoleArn(arn) ?? {};
  const role = await new AccountReader(accessTo("iam", caller), ATTEMPTS).role(roleName);
  // A name is enough for IAM: it looks in the caller's account, whatever the ARN said.
  return role?.arn === arn ? role : undefined;
}
