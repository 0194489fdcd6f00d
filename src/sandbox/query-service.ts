import { AwsError } from "./aws-error.ts";
import type { MadeUpAws } from "./made-up-aws.ts";
import type { SandboxService } from "./sandbox-service.ts";
import type { Caller } from "./signature/key-ring.ts";
import { parametersOf } from "./signature/received-request.ts";
import { toXml, type XmlTree } from "./xml.ts";

/** Performs one action, and returns its result; undefined for an action whose answer has none. */
export type QueryAction = (parameters: URLSearchParams, caller: Caller, aws: MadeUpAws) => XmlTree | undefined;

/** The same for an action whose parameters prove who asks. */
type UnsignedAction = (parameters: URLSearchParams, aws: MadeUpAws) => Promise<XmlTree>;

interface QueryApi {
  readonly name: "sts" | "iam";
  readonly version: string;
  readonly actions: Readonly<Record<string, QueryAction>>;
  readonly unsigned?: Readonly<Record<string, UnsignedAction>>;
}

/** A service in AWS's query protocol: a form with `Action` and `Version` in, XML out. */
export function queryService({ name: service, version: ours, actions, unsigned = {} }: QueryApi): SandboxService {
  const namespace = `https://${service}.amazonaws.com/doc/${ours}/`;
  const known = new Map(Object.entries(actions));
  const knownUnsigned = new Map(Object.entries(unsigned));
  const answered = (name: string, result: XmlTree | undefined, requestId: string): string => {
    const response = { [`${name}Result`]: result, ResponseMetadata: { RequestId: requestId } };
    return toXml({ [`${name}Response`]: response }, namespace);
  };
  return {
    name: service,

    actionOf: (request) => parametersOf(request).get("Action") ?? "",

    perform(request, caller, aws, requestId) {
      const parameters = parametersOf(request);
      const [name, version] = [parameters.get("Action") ?? "", parameters.get("Version") ?? ""];
      const action = version === ours ? known.get(name) : undefined;
      if (!action) throw new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`);
      return answered(name, action(parameters, caller, aws), requestId);
    },

    unsigned(request) {
      const parameters = parametersOf(request);
      const name = parameters.get("Action") ?? "";
      const action = parameters.get("Version") === ours ? knownUnsigned.get(name) : undefined;
      return action && (async (aws, requestId) => answered(name, await action(parameters, aws), requestId));
    },

    refusal({ code, message, status }, requestId) {
      const error = { Type: status < 500 ? "Sender" : "Receiver", Code: code, Message: message };
      return { status, body: toXml({ ErrorResponse: { Error: error, RequestId: requestId } }, namespace) };
    },

    headers: (requestId) => ({ "content-type": "text/xml", "x-amzn-requestid": requestId }),
  };
}
