import { AwsError } from "../aws-error.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { SandboxService } from "../sandbox-service.ts";
import type { Caller } from "../signature/key-ring.ts";
import { parametersOf } from "../signature/received-request.ts";
import { toXml, type XmlTree } from "../xml.ts";
import { assumeRole } from "./assume-role.ts";
import { getSessionToken } from "./get-session-token.ts";
import { requiredParameter } from "./parameters.ts";

const VERSION = "2011-06-15";
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

type Action = (parameters: URLSearchParams, caller: Caller, aws: MadeUpAws) => XmlTree;

const ACTIONS: ReadonlyMap<string, Action> = new Map(
  Object.entries({
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken,
  }),
);

/** AWS Security Token Service in AWS's query protocol. */
export const sts: SandboxService = {
  name: "sts",

  actionOf: (request) => parametersOf(request).get("Action") ?? "",

  perform(request, caller, aws, requestId) {
    const parameters = parametersOf(request);
    const [name, version] = [parameters.get("Action") ?? "", parameters.get("Version") ?? ""];
    const action = version === VERSION ? ACTIONS.get(name) : undefined;
    if (!action) throw new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`);
    const result = action(parameters, caller, aws);
    const response = { [`${name}Result`]: result, ResponseMetadata: { RequestId: requestId } };
    return toXml({ [`${name}Response`]: response }, NAMESPACE);
  },

  refusal({ code, message, status }, requestId) {
    const error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
    return { status, body: toXml({ ErrorResponse: { Error: error, RequestId: requestId } }, NAMESPACE) };
  },

  headers: (requestId) => ({ "content-type": "text/xml", "x-amzn-requestid": requestId }),
};

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
