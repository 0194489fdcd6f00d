import { injectFault } from "../inject-fault.ts";
import { inWholeSeconds } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { escapeHtml, messagePage, page, pageResponse } from "../page.ts";
import { recordCall } from "../record-call.ts";
import { CONSOLE_PATH, FEDERATION_PATH, LOGOUT_PATH } from "./console-paths.ts";
import { FederationError } from "./federation-error.ts";
import { signinToken } from "./signin-token.ts";

const COOKIE = "sandbox-console";

/** The answer of the console or of its federation endpoint, when the request is for one of them. */
export function answerConsole(request: Request, aws: MadeUpAws): Promise<Response> | Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === FEDERATION_PATH) return federation(request, aws);
  if (pathname === CONSOLE_PATH) return console(request, aws);
  if (pathname === LOGOUT_PATH && searchParams.get("Action") === "logout") return logout(request, aws);
  return undefined;
}

/** Takes its parameters from the query, from a form, or from both. */
async function federation(request: Request, aws: MadeUpAws): Promise<Response> {
  const { searchParams: parameters } = new URL(request.url);
  for (const [name, value] of new URLSearchParams(await request.text())) parameters.append(name, value);
  const action = parameters.get("Action") ?? "";
  const record = (outcome: string): void => recordCall({ service: "console", action, outcome }, aws);
  const fault = await injectFault(action, aws);
  if (typeof fault === "object") {
    record(fault.outcome);
    return fault.response;
  }
  if (fault !== "none") {
    record(fault);
    return refusal(
      fault === "throttle" ? 429 : 503,
      fault === "throttle" ? "Too many requests" : "Service unavailable",
    );
  }
  try {
    const answer = perform(action, parameters, aws);
    record("ok");
    return answer;
  } catch (error) {
    if (!(error instanceof FederationError)) throw error;
    record("refused");
    return refusal(400, error.message);
  }
}

function perform(action: string, parameters: URLSearchParams, aws: MadeUpAws): Response {
  if (action === "getSigninToken") return Response.json({ SigninToken: signinToken(parameters, aws) });
  if (action === "login") return login(parameters, aws);
  throw new FederationError("Action is neither getSigninToken nor login");
}

/** Sends the browser on to a page of the sandbox, wherever it wanted to go: AWS's own console knows nobody from here. */
function login(parameters: URLSearchParams, { consoleSessions }: MadeUpAws): Response {
  const destination = parameters.get("Destination") ?? "";
  if (!URL.canParse(destination)) throw new FederationError("Destination is not an address");
  const id = consoleSessions.signIn(parameters.get("SigninToken") ?? "");
  if (id === undefined) throw new FederationError("SigninToken is unknown or has ended");
  const query = new URLSearchParams({ destination, issuer: parameters.get("Issuer") ?? "" });
  const headers = {
    location: `${CONSOLE_PATH}?${query}`,
    "set-cookie": `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`,
    "cache-control": "no-store",
  };
  return new Response(null, { status: 302, headers });
}

/** Says who is signed in. */
function console(request: Request, { consoleSessions }: MadeUpAws): Response {
  const { searchParams } = new URL(request.url);
  const session = consoleSessions.current(cookieOf(request));
  if (!session) return pageResponse(messagePage("You are not signed in to the console", "Open it again."), 403);
  const rows = [
    `You are <b>${escapeHtml(session.caller.arn)}</b> in account ${session.caller.accountId}.`,
    `The console would show ${escapeHtml(searchParams.get("destination") ?? "")}`,
    `The session ends at ${inWholeSeconds(new Date(session.ends))}, and then leads to ${escapeHtml(searchParams.get("issuer") || "AWS")}`,
  ];
  return pageResponse(page("The console", rows.map((row) => `<p>${row}</p>`).join("\n")));
}

function logout(request: Request, { consoleSessions }: MadeUpAws): Response {
  consoleSessions.signOut(cookieOf(request));
  const response = pageResponse(messagePage("You are signed out", "The console knows this browser no longer."));
  response.headers.set("set-cookie", `${COOKIE}=; Path=/; Max-Age=0`);
  return response;
}

function cookieOf(request: Request): string {
  return new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
}

function refusal(status: number, text: string): Response {
  return pageResponse(messagePage("The sign-in failed", text), status);
}
