import { AwsError } from "../aws-error.ts";
import type { SandboxService } from "../sandbox-service.ts";
import type { Caller } from "../signature/key-ring.ts";
import { parametersOf, type ReceivedRequest } from "../signature/received-request.ts";
import { allows, type Doing } from "./session-policy.ts";

/** Nobody can be refused this one, says AWS. */
const ALWAYS_ALLOWED = "sts:GetCallerIdentity";

/**
 * Lets a session do only what its session policy says.
 *
 * @throws {AwsError} `AccessDenied`, as AWS words it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function requireAllowed(
  request: ReceivedRequest,
  service: SandboxService,
  { arn, sessionPolicy }: Caller,
): void {
  if (!sessionPolicy) return;
  const doing: Doing = { action: permissionOf(service, request), resource: resourceOf(service, request) };
  if (doing.action === ALWAYS_ALLOWED || allows(sessionPolicy, doing)) return;
  const what = `${doing.action} on resource: ${doing.resource}`;
  const why = `because no session policy allows the ${doing.action} action`;
  throw new AwsError("AccessDenied", `User: ${arn} is not authorized to perform: ${what} ${why}`);
}

/** HeadObject needs the permission of GetObject; all others here are named like the call. */
function permissionOf(service: SandboxService, request: ReceivedRequest): string {
  const action = service.actionOf(request);
  return `${service.name}:${action === "HeadObject" ? "GetObject" : action}`;
}

/** Only where the call itself names one: lists are about everything. */
function resourceOf({ name }: SandboxService, request: ReceivedRequest): string {
  if (name === "s3") return request.path === "/" ? "*" : `arn:aws:s3:::${decodeURIComponent(request.path.slice(1))}`;
  if (name === "sts") return parametersOf(request).get("RoleArn") ?? "*";
  return (name === "iam" && parametersOf(request).get("OpenIDConnectProviderArn")) || "*";
}
