import type { MadeUpAws } from "../made-up-aws.ts";
import { messagePage, pageResponse, signInPage } from "../page.ts";
import { personOf } from "../people.ts";
import type { CodeRequest } from "./identity-center.ts";
import { readCodeRequest } from "./read-code-request.ts";

/** Where a browser begins the authorization code grant. */
export const AUTHORIZE_PATH = "/authorize";

const PAGE_LIFETIME_MS = 15 * 60_000;
const CODE_LIFETIME_MS = 60_000;

/** Asks a person whether a client may act for them. */
export function showAuthorizePage(request: Request, aws: MadeUpAws): Response {
  const read = readCodeRequest(new URL(request.url).searchParams, aws);
  if (read.kind === "not-a-request") return pageResponse(messagePage("This is not a sign-in", read.reason), 400);
  if (read.kind === "refused") return Response.redirect(read.location, 302);
  const id = aws.identityCenter.codeRequests.issue(read.request, aws.now() + PAGE_LIFETIME_MS);
  const { clientName: client } = read.request;
  return pageResponse(signInPage({ action: AUTHORIZE_PATH, hidden: { request: id }, client, lends: "AWS accounts" }));
}

/** Sends the browser back to the client, with a code or with the refusal. */
export async function takeAuthorizeAnswer(request: Request, aws: MadeUpAws): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const held = aws.identityCenter.codeRequests.take(form.get("request"));
  const person = personOf(form.get("person"));
  if (!held || !person || held.expiresAt <= aws.now()) {
    return pageResponse(messagePage("This page is over", "Start the sign-in again."), 400);
  }
  if (form.get("answer") !== "allow") return redirect(held.value, { error: "access_denied" });
  const code = aws.identityCenter.codes.issue({ ...held.value, person }, aws.now() + CODE_LIFETIME_MS);
  return redirect(held.value, { code });
}

function redirect({ redirectUri, state }: CodeRequest, answer: Readonly<Record<string, string>>): Response {
  const query = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  return new Response(null, { status: 302, headers: { location: `${redirectUri}?${query}` } });
}
