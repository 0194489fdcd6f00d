import { randomUUID } from "node:crypto";
import { AwsError } from "./aws-error.ts";
import { iam } from "./iam/iam.ts";
import { injectFault } from "./inject-fault.ts";
import { kms } from "./keys/kms.ts";
import type { MadeUpAws } from "./made-up-aws.ts";
import { s3 } from "./objects/s3.ts";
import { organizations } from "./organization/organizations.ts";
import { recordCall } from "./record-call.ts";
import type { OtherAnswer, SandboxService } from "./sandbox-service.ts";
import { requireAllowed } from "./session-policy/require-allowed.ts";
import { authenticate } from "./signature/authenticate.ts";
import { parametersOf, type ReceivedRequest, receive } from "./signature/received-request.ts";
import { readClaim, type SignatureClaim } from "./signature/signature-claim.ts";
import { sessionFacts } from "./sts/session-facts.ts";
import { sts } from "./sts/sts.ts";
import { dynamodb } from "./tables/dynamodb.ts";

/** Answers one call of AWS: verifies its signature, injects planned faults, and logs the outcome. */
export async function answer(request: Request, aws: MadeUpAws): Promise<Response> {
  const received = await receive(request);
  const service = serviceOf(received);
  const requestId = randomUUID();
  let claim: SignatureClaim | undefined;
  let signedBy: string | undefined;
  const record = (outcome: string): void => {
    recordCall({ ...recordOf(received, service, outcome, claim), ...(signedBy && { signedBy }) }, aws);
  };
  try {
    const unsigned = service.unsigned?.(received);
    if (!unsigned) claim = readClaim(received);
    const accountId = accountOf(received, claim, aws);
    const fault = await injectFault(service.actionOf(received), aws, accountId);
    if (typeof fault === "object") {
      record(fault.outcome);
      return fault.response;
    }
    if (aws.faults.plan.accounts[accountId ?? ""]?.deny) throw new AwsError("AccessDenied", "Access denied");
    const isLimited = service === iam && accountId !== undefined && isOverLimit(accountId, aws);
    if (fault === "throttle" || isLimited) throw new AwsError("Throttling", "Rate exceeded");
    if (fault === "serverError") throw new AwsError("ServiceUnavailable", "Service is unavailable");
    const signed = (by: SignatureClaim): string | OtherAnswer => {
      const { caller, own } = authenticate(received, by, aws.keys, aws.now());
      if (own) own.lastUsed = { service: service.name, region: by.scope.region, time: aws.now() };
      signedBy = caller.arn;
      requireAllowed(received, service, caller);
      return service.perform(received, caller, aws, requestId);
    };
    const body = unsigned ? await unsigned(aws, requestId) : signed(claim!);
    record("ok");
    return typeof body === "string" ? xmlResponse(200, body, service, requestId) : new Response(body.body, body);
  } catch (error) {
    const refused = error instanceof AwsError ? error : new AwsError("InternalFailure", String(error));
    record(refused.code);
    const { status, body } = service.refusal(refused, requestId);
    return xmlResponse(status, body, service, requestId);
  }
}

const SERVICES = [s3, iam, organizations, dynamodb, kms];

/** The account that a call is about: that of the role it wants, or that of the keys. */
function accountOf(request: ReceivedRequest, claim: SignatureClaim | undefined, { keys }: MadeUpAws) {
  const [wanted] = /\d{12}/.exec(parametersOf(request).get("RoleArn") ?? "") ?? [];
  return wanted ?? keys.find(claim?.accessKeyId ?? "")?.caller.accountId;
}

function isOverLimit(accountId: string, { faults, iamLimit, now }: MadeUpAws): boolean {
  const { iamPerSecond } = faults.plan;
  return iamPerSecond !== undefined && !iamLimit.takes(accountId, iamPerSecond, now());
}

/** The service a signature is for. One that is not here is answered like STS. */
function serviceOf({ headers, query }: ReceivedRequest): SandboxService {
  const [, name] = /(?:\/|%2F)(\w+)(?:\/|%2F)aws4_request/i.exec(headers.get("authorization") ?? query) ?? [];
  return SERVICES.find((service) => service.name === name) ?? sts;
}

function recordOf(
  request: ReceivedRequest,
  service: SandboxService,
  outcome: string,
  claim?: SignatureClaim,
): Omit<MadeUpAws["calls"][number], "time"> {
  const parameters = parametersOf(request);
  const [roleArn, duration] = [parameters.get("RoleArn"), parameters.get("DurationSeconds")];
  return {
    service: service.name,
    action: service.actionOf(request),
    ...(claim && { accessKeyId: claim.accessKeyId }),
    ...(roleArn !== null && { roleArn }),
    ...(duration !== null && { durationSeconds: Number(duration) }),
    ...(roleArn !== null && { session: sessionFacts(parameters) }),
    mfa: parameters.has("TokenCode") ? "given" : "none",
    outcome,
  };
}

function xmlResponse(status: number, body: string, service: SandboxService, requestId: string): Response {
  return new Response(body, { status, headers: service.headers(requestId) });
}
