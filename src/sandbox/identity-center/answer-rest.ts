import { randomUUID } from "node:crypto";
import { injectFault } from "../inject-fault.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { recordCall } from "../record-call.ts";
import type { NamedOperation } from "./operations.ts";
import type { RestCall } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";

/** Answers a call of Identity Center in AWS's REST-JSON protocol: injects planned faults, and logs the outcome. */
export async function answerRest(operation: NamedOperation, request: Request, aws: MadeUpAws): Promise<Response> {
  const { service, action, perform } = operation;
  const { searchParams: query, origin } = new URL(request.url);
  const call: RestCall = { query, origin, headers: request.headers, body: await request.text() };
  const record = (outcome: string): void => recordCall({ service, action, outcome, ...facts(call) }, aws);
  try {
    const fault = await injectFault(action, aws);
    if (typeof fault === "object") {
      record(fault.outcome);
      return fault.response;
    }
    if (fault !== "none") throw faultError(service, fault);
    const answer = perform(call, aws);
    record("ok");
    return jsonResponse(200, answer);
  } catch (error) {
    const refused = error instanceof RestError ? error : new RestError("InternalServerException", String(error));
    record(refused.code);
    return jsonResponse(refused.status, refusalBody(service, refused), refused.code);
  }
}

/** The facts of a call for the log: neither a code nor a token. */
function facts({ query, body }: RestCall): { roleName?: string; accountId?: string; grantType?: string } {
  const [roleName, accountId] = [query.get("role_name"), query.get("account_id")];
  const grantType = /"grantType"\s*:\s*"([\w:-]+)"/.exec(body)?.[1];
  return { ...(roleName && { roleName }), ...(accountId && { accountId }), ...(grantType && { grantType }) };
}

function faultError(service: NamedOperation["service"], fault: "throttle" | "serverError"): RestError {
  if (fault === "serverError") return new RestError("InternalServerException", "An internal error has occurred");
  if (service === "sso") return new RestError("TooManyRequestsException", "HTTP 429 Unknown Code");
  return new RestError("SlowDownException", "Slow down");
}

/** The token service also answers in OAuth's form; the portal does not. */
function refusalBody(service: NamedOperation["service"], { code, message }: RestError): object {
  if (service === "sso") return { message, __type: `com.amazonaws.switchboard.portal#${code}` };
  return { error: oauthName(code), error_description: message };
}

/** `AuthorizationPendingException` gives `authorization_pending`. */
function oauthName(code: string): string {
  const words = code.replace(/Exception$/, "").replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`);
  return words.toLowerCase();
}

function jsonResponse(status: number, body: object | undefined, errorType?: string): Response {
  const headers = {
    "content-type": "application/json",
    "x-amzn-requestid": randomUUID(),
    ...(errorType && { "x-amzn-errortype": errorType }),
  };
  return new Response(body && JSON.stringify(body), { status, headers });
}
