import { AwsError } from "../aws-error.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { queryService } from "../query-service.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { XmlTree } from "../xml.ts";
import { assumeRole } from "./assume-role.ts";
import { getSessionToken } from "./get-session-token.ts";
import { requiredParameter } from "./parameters.ts";

/** AWS Security Token Service. */
export const sts = queryService({
  name: "sts",
  version: "2011-06-15",
  actions: {
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  },
  unsigned: {
    AssumeRoleWithWebIdentity: async (...call) => {
      const { assumeRoleWithWebIdentity } = await import("./web-identity/assume-role-with-web-identity.ts");
      return assumeRoleWithWebIdentity(...call);
    },
  },
});

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function getCallerIdentity(_: URLSearchParams, { arn, userId, accountId }: Caller): XmlTree {
  return { Arn: arn, UserId: userId, Account: accountId };
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
function getAccessKeyInfo(parameters: URLSearchParams, _: Caller, { keys }: MadeUpAws): XmlTree {
  const accessKeyId = requiredParameter(parameters, "AccessKeyId", { min: 16, max: 128, pattern: /^[\w]*$/ });
  const key = keys.find(accessKeyId);
  if (!key) throw new AwsError("ValidationError", `Invalid value for parameter AccessKeyId: ${accessKeyId}`);
  return { Account: key.caller.accountId };
}
