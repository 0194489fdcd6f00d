import { z } from "zod";
import { injectFault } from "../inject-fault.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { recordCall } from "../record-call.ts";
import { listedRoles } from "./listed-roles.ts";
import { YOYODYNE_CLIENTS } from "./yoyodyne-clients.ts";

/** The `key` of the request is not looked at: a caller who makes up a token can make up a key for it. */
const Input = z.object({ token: z.string() });

const Claims = z.object({ aud: z.string(), exp: z.number(), amr: z.array(z.string()).optional() });

/**
 * The API that tells which roles an ID token is good for, as `maws` calls it. A refusal has status 200 and a member
 * `error`.
 *
 * @see https://github.com/mozilla-iam/mozilla-aws-cli
 */
export async function rolesApi(request: Request, aws: MadeUpAws): Promise<Response> {
  const record = (outcome: string): void => recordCall({ service: "yoyodyne", action: "roles", outcome }, aws);
  const fault = await injectFault("roles", aws);
  if (fault !== "none") {
    record(typeof fault === "object" ? fault.outcome : fault);
    if (typeof fault === "object") return fault.response;
    return page(fault === "throttle" ? 429 : 500, fault === "throttle" ? "Too many requests" : "Error");
  }
  if (request.method !== "POST") return page(405, "Method not allowed");
  const answer = await answerTo(request, aws);
  record("error" in answer ? "refused" : "ok");
  return Response.json(answer);
}

type Answer = ReturnType<typeof listedRoles> | { readonly error: string };

async function answerTo(request: Request, { yoyodyne, accounts, now }: MadeUpAws): Promise<Answer> {
  const input = Input.safeParse(await request.json().catch(() => undefined));
  if (!input.success) return { error: "the body must be JSON with a token" };
  const { token } = input.data;
  const claims = Claims.safeParse(claimsIn(token));
  if (!claims.success) return { error: "Invalid claims" };
  const { aud, exp, amr } = claims.data;
  const provider = await yoyodyne.provider(new URL(request.url).origin);
  const client = YOYODYNE_CLIENTS.some(({ client_id }) => client_id === aud) && (await provider.Client.find(aud));
  const isGenuine =
    client &&
    (await provider.IdToken.validate(token, client).then(
      () => true,
      () => false,
    ));
  if (!isGenuine) return { error: "Invalid signature" };
  if (exp * 1000 <= now()) return { error: "Expired signature" };
  if (!amr) return { error: "amr missing from the ID token" };
  return listedRoles(accounts.roles, amr);
}

/** The claims of a token, not verified yet. */
function claimsIn(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  } catch {
    return undefined;
  }
}

function page(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/html" } });
}
