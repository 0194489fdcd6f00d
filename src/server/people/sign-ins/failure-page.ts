import type { ActasError } from "../../../base/errors.ts";
import { messagePage, pageResponse, sentence } from "../pages/page.ts";

/** What a person is shown who could not be signed in. Anybody may read it: only a refusal says its reason. */
export function failurePage(error: ActasError): Response {
  const isPassing = error.code === "unreachable" || error.code === "throttled";
  const advice = isPassing ? "Try again in a minute." : "Tell whoever runs this server; its log says more.";
  const page = messagePage("You are not signed in", reasonOf(error), advice);
  return pageResponse(page, isPassing ? 503 : 403, isPassing ? { "retry-after": "10" } : {});
}

/** Errors that are no refusal name hosts and files of the server. */
function reasonOf({ code, message }: ActasError): string {
  if (code === "access-denied") return sentence(message);
  if (code === "unreachable" || code === "throttled") return "The server cannot reach whom it has to ask.";
  return "The server is not set up so that you can sign in.";
}
