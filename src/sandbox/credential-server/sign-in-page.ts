import type { Provider } from "oidc-provider/lib/provider.js";
import { pageResponse, signInPage } from "../page.ts";
import { personOf } from "../people.ts";
import { MOUNT_PATH } from "./lend-paths.ts";
import { exchange } from "./node-exchange.ts";
import { OAUTH_CLIENTS } from "./oauth-clients.ts";

/** Asks a person who they are, and whether the client may act for them. */
export async function showSignInPage(request: Request, provider: Provider): Promise<Response> {
  const { pathname: action } = new URL(request.url);
  let client = "A program";
  const refused = await exchange(request, MOUNT_PATH, async (incoming, outgoing) => {
    const { params } = await provider.interactionDetails(incoming, outgoing);
    client = OAUTH_CLIENTS.find(({ client_id }) => client_id === params.client_id)?.client_name ?? client;
    outgoing.end();
  });
  if (refused.status !== 200) return refused;
  return pageResponse(signInPage({ action, hidden: {}, client, lends: "the roles of the credential server" }));
}

/** Tells the provider what the person answered, and sends the browser on. */
export async function takeSignInAnswer(request: Request, provider: Provider): Promise<Response> {
  const form = new URLSearchParams(await request.clone().text());
  const person = personOf(form.get("person"));
  const allowed = person && form.get("answer") === "allow";
  const result = allowed
    ? { login: { accountId: person.id, remember: false }, consent: {} }
    : { error: "access_denied", error_description: "the person said no" };
  return exchange(request, MOUNT_PATH, (incoming, outgoing) =>
    provider.interactionFinished(incoming, outgoing, result),
  );
}
