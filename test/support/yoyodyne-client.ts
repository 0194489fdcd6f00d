import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from "openid-client";
import { visit } from "../../src/sandbox/control/control-client.ts";
import type { Behaviour } from "../../src/sandbox/control/person.ts";
import type { Sandbox } from "../../src/sandbox/start.ts";
import { YOYODYNE_CLIENT } from "../../src/sandbox/yoyodyne/yoyodyne-clients.ts";

const CALLBACK = "http://127.0.0.1:4321/oauth2callback";

export type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers & { readonly id_token: string };

interface Wish extends Behaviour {
  readonly scope?: string;
  readonly clientId?: string;
}

/** A client of an OpenID provider, by a library that others wrote: it verifies what the sandbox answers. */
export async function openIdClient(wellKnownUrl: string, clientId = YOYODYNE_CLIENT): Promise<Configuration> {
  return discovery(new URL(wellKnownUrl), clientId, undefined, None(), {
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });
}

/** A person signs in at Yoyodyne with the code grant. */
export async function signInAtYoyodyne(
  { url, wellKnownUrl }: Pick<Sandbox, "url" | "wellKnownUrl">,
  { scope = "openid", clientId = YOYODYNE_CLIENT, ...behaviour }: Wish = {},
): Promise<Tokens> {
  const client = await openIdClient(wellKnownUrl, clientId);
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const address = buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const { url: back } = await visit(url, address.href, { ...behaviour, until: "redirect" });
  const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return authorizationCodeGrant(client, new URL(back), expected) as Promise<Tokens>;
}
