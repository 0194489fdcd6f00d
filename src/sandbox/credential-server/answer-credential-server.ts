import type { MadeUpAws } from "../made-up-aws.ts";
import { messagePage, pageResponse } from "../page.ts";
import { lend } from "./lend.ts";
import { LendError } from "./lend-error.ts";
import { LEND_PATH, SIGN_IN_PATH } from "./lend-paths.ts";
import { answerOauth } from "./oauth.ts";
import { showSignInPage, takeSignInAnswer } from "./sign-in-page.ts";

/** The answer of the credential server or of its OpenID provider, when the request is for one of them. */
export function answerCredentialServer(request: Request, aws: MadeUpAws): Promise<Response> | undefined {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(LEND_PATH)) return undefined;
  if (pathname.startsWith(SIGN_IN_PATH)) return signIn(request, aws);
  const action = pathname.slice(LEND_PATH.length);
  if (action !== "assume-role" && action !== "roles") return answerOauth(request, aws);
  const method = action === "roles" ? "GET" : "POST";
  if (request.method === method) return lend(action, request, aws);
  return Promise.resolve(new LendError(405, `${action} takes ${method}`).response);
}

async function signIn(request: Request, { credentialServer }: MadeUpAws): Promise<Response> {
  const provider = await credentialServer.provider(new URL(request.url).origin);
  const answer = request.method === "POST" ? takeSignInAnswer : showSignInPage;
  // The provider throws when it does not know the sign-in, or no longer.
  return answer(request, provider).catch(() =>
    pageResponse(messagePage("This page is over", "Start the sign-in again."), 400),
  );
}
