import { injectFault } from "../inject-fault.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { recordCall } from "../record-call.ts";
import { MOUNT_PATH } from "./lend-paths.ts";
import { exchange } from "./node-exchange.ts";

/** Has the OpenID provider answer; injects planned faults, and logs the outcome. */
export async function answerOauth(request: Request, aws: MadeUpAws): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const path = pathname.slice(MOUNT_PATH.length + 1);
  // The third part, where a sign-in goes on, is its id.
  const action = path.split("/").slice(0, 2).join("/");
  const grantType = grantTypeIn(await request.clone().text());
  const record = (outcome: string): void =>
    recordCall({ service: "oauth", action, outcome, ...(grantType && { grantType }) }, aws);

  const fault = await injectFault(action, aws);
  if (fault !== "none") {
    record(typeof fault === "object" ? fault.outcome : fault);
    return typeof fault === "object" ? fault.response : FAULTS[fault]();
  }
  const provider = await aws.credentialServer.provider(origin);
  const response = await exchange(request, MOUNT_PATH, provider.callback());
  record(await outcomeOf(response));
  if (action === "oauth/device") return paced(response, aws);
  return path === action ? response : forgetful(response);
}

const FAULTS = {
  throttle: () => Response.json({ error: "slow_down" }, { status: 400 }),
  serverError: () => Response.json({ error: "server_error" }, { status: 500 }),
} as const;

function grantTypeIn(body: string): string | undefined {
  return new URLSearchParams(body).get("grant_type") ?? undefined;
}

async function outcomeOf(response: Response): Promise<string> {
  if (response.status < 400) return "ok";
  return /"error":"(\w+)"/.exec(await response.clone().text())?.[1] ?? String(response.status);
}

/** Adds the polling interval that the provider leaves out, and keeps the page for a later approval. */
async function paced(response: Response, { settings, devicePages }: MadeUpAws): Promise<Response> {
  if (!response.ok) return response;
  const body = (await response.json()) as { readonly verification_uri_complete: string };
  devicePages.push(body.verification_uri_complete);
  return Response.json({ ...body, interval: settings.values.intervalSeconds }, response);
}

/** After a sign-in the browser's session is dropped, so that the next sign-in asks for the person again. */
function forgetful(response: Response): Response {
  const kept = response.headers.getSetCookie().filter((cookie) => !cookie.startsWith("_session"));
  const headers = new Headers(response.headers);
  headers.delete("set-cookie");
  for (const cookie of kept) headers.append("set-cookie", cookie);
  return new Response(response.body, { status: response.status, headers });
}
