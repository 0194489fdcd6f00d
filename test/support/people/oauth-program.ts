import { PageBrowser } from "./page-browser.ts";

/** Where no program listens: the browser stops there. */
export const REDIRECT_URI = "http://127.0.0.1:1/oauth/callback";
const VERIFIER = "v".repeat(64);
const CHALLENGE = Bun.CryptoHasher.hash("sha256", VERIFIER, "base64url");

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly scope: string;
}

/** A program that signs people in at a server, and the browser that it opens. */
export class OAuthProgram {
  readonly url: string;

  /** @param url - of the server, with a slash at its end */
  constructor(url: string) {
    this.url = url;
  }

  /** The page at which a client begins. */
  authorizationUrl(more: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "actas",
      redirect_uri: REDIRECT_URI,
      state: "st4te",
      scope: "profile",
      code_challenge: CHALLENGE,
      code_challenge_method: "S256",
      ...more,
    });
    return `${this.url}oauth/authorize?${query}`;
  }

  /** Signs in as whoever is next at the provider, and returns the address that the client is called at. */
  async signIn(browser = new PageBrowser(), more: Record<string, string> = {}): Promise<URL> {
    await browser.visit(this.authorizationUrl(more));
    return new URL((await browser.submit({ answer: "yes" })).url);
  }

  async tokens(more: Record<string, string> = {}): Promise<Tokens> {
    const callback = await this.signIn(new PageBrowser(), more);
    const answer = await this.redeem(callback.searchParams.get("code") ?? "", more);
    if (!answer.ok) throw new Error(`${callback}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Tokens;
  }

  redeem(code: string, more: Record<string, string> = {}): Promise<Response> {
    const { client_id = "actas" } = more;
    return this.token({
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      client_id,
    });
  }

  refresh(refresh_token: string, more: Record<string, string> = {}): Promise<Response> {
    return this.token({ grant_type: "refresh_token", refresh_token, client_id: "actas", ...more });
  }

  token(fields: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}oauth/token`, { method: "POST", body: new URLSearchParams(fields) });
  }
}
