import type { MadeUpAws } from "../made-up-aws.ts";
import { answerOpenId } from "../openid/answer-open-id.ts";
import { lend } from "./lend.ts";
import { LendError } from "./lend-error.ts";
import { LEND_PATH } from "./lend-paths.ts";

/** The answer of the credential server or of its OpenID provider, when the request is for one of them. */
export function answerCredentialServer(request: Request, aws: MadeUpAws): Promise<Response> | undefined {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(LEND_PATH)) return undefined;
  const action = pathname.slice(LEND_PATH.length);
  if (action !== "assume-role" && action !== "roles") return answerOpenId(request, aws.lendProvider, aws);
  const method = action === "roles" ? "GET" : "POST";
  if (request.method === method) return lend(action, request, aws);
  return Promise.resolve(new LendError(405, `${action} takes ${method}`).response);
}
