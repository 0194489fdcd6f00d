import type { Provider } from "oidc-provider/lib/provider.js";
import { exchange } from "../../http/node-exchange.ts";
import { messagePage, pageResponse, signInPage } from "../page.ts";
import { PEOPLE } from "../people.ts";
import type { ProviderPlan } from "./provider-plan.ts";

/** Shows the sign-in page, or takes the person's answer. */
export function signIn(request: Request, provider: Provider, plan: ProviderPlan): Promise<Response> {
  const answer = request.method === "POST" ? takeAnswer : showPage;
  // The provider throws when it does not know the sign-in, or no longer.
  return answer(request, provider, plan).catch(() =>
    pageResponse(messagePage("This page is over", "Start the sign-in again."), 400),
  );
}

/** Asks a person who they are, and whether the client may act for them. */
async function showPage(
  request: Request,
  provider: Provider,
  { mountPath, clients, lends, people }: ProviderPlan,
): Promise<Response> {
  const { pathname: action } = new URL(request.url);
  let client = "A program";
  const refused = await exchange(request, mountPath, async (incoming, outgoing) => {
    const { params } = await provider.interactionDetails(incoming, outgoing);
    client = clients.find(({ client_id }) => client_id === params.client_id)?.client_name ?? client;
    outgoing.end();
  });
  return refused.status === 200
    ? pageResponse(signInPage({ action, hidden: {}, client, lends, ...(people && { people }) }))
    : refused;
}

/** Tells the provider what the person answered, and sends the browser on. */
async function takeAnswer(
  request: Request,
  provider: Provider,
  { mountPath, subjectOf, methodsOf, people = PEOPLE }: ProviderPlan,
): Promise<Response> {
  const form = new URLSearchParams(await request.clone().text());
  const person = people.find(({ id }) => id === form.get("person"));
  const allowed = person && form.get("answer") === "allow";
  const result = allowed
    ? { login: { accountId: subjectOf(person), amr: methodsOf?.(person), remember: false }, consent: {} }
    : { error: "access_denied", error_description: "the person said no" };
  return exchange(request, mountPath, (incoming, outgoing) => provider.interactionFinished(incoming, outgoing, result));
}
