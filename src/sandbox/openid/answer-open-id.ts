import { exchange } from "../../http/node-exchange.ts";
import { injectFault } from "../inject-fault.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { recordCall } from "../record-call.ts";
import type { OpenIdProvider } from "./open-id-provider.ts";
import { type ProviderPlan, SIGN_IN } from "./provider-plan.ts";
import { signIn } from "./sign-in-page.ts";

/** Has an OpenID provider answer; injects planned faults, and logs the outcome. */
export async function answerOpenId(request: Request, openId: OpenIdProvider, aws: MadeUpAws): Promise<Response> {
  const { plan } = openId;
  const { origin, pathname } = new URL(request.url);
  const path = pathname.slice(plan.mountPath.length + 1);
  if (path.startsWith(`${SIGN_IN}/`)) return signIn(request, await openId.provider(origin), plan);
  const action = actionAt(path, plan);
  const grantType = grantTypeIn(await request.clone().text());
  const record = (outcome: string): void =>
    recordCall({ service: plan.service, action, outcome, ...(grantType && { grantType }) }, aws);

  const fault = await injectFault(action, aws);
  if (fault !== "none") {
    record(typeof fault === "object" ? fault.outcome : fault);
    return typeof fault === "object" ? fault.response : FAULTS[fault]();
  }
  const provider = await openId.provider(origin);
  const response = await exchange(request, plan.mountPath, provider.callback());
  record(await outcomeOf(response));
  if (`/${action}` === plan.routes.device_authorization) return paced(response, aws);
  if (`/${action}` === plan.routes.jwks) return published(response, aws);
  return path === action ? response : forgetful(response);
}

const FAULTS = {
  throttle: () => Response.json({ error: "slow_down" }, { status: 400 }),
  serverError: () => Response.json({ error: "server_error" }, { status: 500 }),
} as const;

/** The endpoint of a path; where a sign-in goes on, the path has its id too. */
function actionAt(path: string, { routes }: ProviderPlan): string {
  const endpoints = Object.values(routes).map((route) => route.slice(1));
  return endpoints.find((endpoint) => path.startsWith(`${endpoint}/`)) ?? path;
}

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

/** The keys that the provider publishes; the first one signs. */
async function published(response: Response, { settings }: MadeUpAws): Promise<Response> {
  if (settings.values.signingKey === "published") return response;
  const { keys } = (await response.json()) as { readonly keys: readonly object[] };
  return Response.json({ keys: keys.slice(1) });
}

/** After a sign-in the browser's session is dropped, so that the next sign-in asks for the person again. */
function forgetful(response: Response): Response {
  const kept = response.headers.getSetCookie().filter((cookie) => !cookie.startsWith("_session"));
  const headers = new Headers(response.headers);
  headers.delete("set-cookie");
  for (const cookie of kept) headers.append("set-cookie", cookie);
  return new Response(response.body, { status: response.status, headers });
}
