import type { Conversation } from "../conversation/conversation.ts";
import { newPkce, type Pkce, randomText } from "./pkce.ts";
import { RedirectListener, type RedirectOptions } from "./redirect-listener.ts";
import { whileShown } from "./while-shown.ts";

/** The parameters of an authorization request that change with every sign-in. */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
}

/** The parameters with which a code is redeemed. */
export interface Redemption {
  /** The URL of the callback. It has a code, and its `state` was checked. */
  readonly callback: URL;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: Pkce["codeVerifier"];
}

/** How to sign in at one authorization server. */
export interface RedirectSignIn<T> extends Omit<RedirectOptions, "state" | "authorizationUrl"> {
  readonly authorizationUrl: (request: AuthorizationRequest) => URL;
  readonly redeem: (redemption: Redemption, signal: AbortSignal) => Promise<T>;
}

/**
 * Signs in with the authorization code grant and PKCE: shows a page, waits for the browser to come back to loopback
 * with a code, or for the user to paste the address it should have come back to, and redeems it. The browser's page
 * waits for that, since it says how the sign-in went.
 *
 * @throws {ActasError} `system` when the port is taken, and what {@link whileShown} and the redemption throw
 * @see RFC 8252 section 6
 */
export async function signInByRedirect<T>(signIn: RedirectSignIn<T>, conversation: Conversation): Promise<T> {
  const { codeVerifier, codeChallenge } = newPkce();
  const state = randomText(32);
  const listener = new RedirectListener({
    ...signIn,
    state,
    authorizationUrl: (redirectUri) => signIn.authorizationUrl({ redirectUri, state, codeChallenge }),
  });
  const { authorizationUrl, patienceSeconds, redirectUri, shortUrl: url, port } = listener;
  try {
    const page = {
      kind: "sign-in",
      source: signIn.context.source,
      url,
      port,
      authorizationUrl,
      patienceSeconds,
    } as const;
    const result = await whileShown(
      conversation,
      page,
      async (signal) => signIn.redeem({ callback: await listener.callback, redirectUri, state, codeVerifier }, signal),
      (pasted) => listener.takePasted(pasted),
    );
    await listener.finish("signed-in");
    return result;
  } catch (error) {
    await listener.finish({ error });
    throw error;
  }
}
