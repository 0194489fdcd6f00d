import type { MadeUpAws } from "../made-up-aws.ts";
import { answerOpenId } from "../openid/answer-open-id.ts";
import { rolesApi } from "./roles-api.ts";
import { MAWS_CLIENT } from "./yoyodyne-clients.ts";
import { ROLES_PATH, YOYODYNE_PATH } from "./yoyodyne-paths.ts";

/** The answer of Yoyodyne's OpenID provider or of its roles API, when the request is for one of them. */
export function answerYoyodyne(request: Request, aws: MadeUpAws): Promise<Response> | undefined {
  const { pathname } = new URL(request.url);
  if (pathname === ROLES_PATH) return rolesApi(request, aws);
  if (!pathname.startsWith(`${YOYODYNE_PATH}/`)) return undefined;
  return asForm(request).then((form) => answerOpenId(form, aws.yoyodyne, aws));
}

/** The token request of `maws` is JSON. Auth0 takes that, RFC 6749 does not: no other client gets through with it. */
async function asForm(request: Request): Promise<Request> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) return request;
  const fields: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  if (!isMaws(fields)) return request;
  const body = new URLSearchParams(fields).toString();
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/x-www-form-urlencoded");
  headers.set("content-length", String(body.length));
  return new Request(request.url, { method: request.method, headers, body });
}

function isMaws(fields: unknown): fields is Record<string, string> {
  return typeof fields === "object" && fields !== null && "client_id" in fields && fields.client_id === MAWS_CLIENT;
}
