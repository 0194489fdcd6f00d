import { PageBrowser } from "./page-browser.ts";
import { Prover } from "./prover.ts";

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
  /** The address that the server is known by, which proofs are for. */
  known: string;
  /** As whom `actas` proves; other clients prove nothing. */
  prover = Prover.create();

  /** @param url - of the server, with a slash at its end */
  constructor(url: string) {
    this.url = url;
    this.known = url;
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

  /** By the server's clock, in milliseconds. */
  now(): number {
    return Date.now();
  }

  async token(fields: Record<string, string>): Promise<Response> {
    const url = `${this.known}oauth/token`;
    const headers = fields.client_id === "actas" ? { dpop: await (await this.prover).proof("POST", url) } : {};
    return fetch(`${this.url}oauth/token`, { method: "POST", body: new URLSearchParams(fields), headers });
  }

  /** What a program asks the server with that has this token: a proof too, where it is bound to a key. */
  async headersFor(token: string, method = "GET", path = ""): Promise<Record<string, string>> {
    if (!isBound(token)) return { authorization: `Bearer ${token}` };
    const dpop = await (await this.prover).proof(method, this.known + path, {
      token,
      claims: { iat: Math.floor(this.now() / 1000) },
    });
    return { authorization: `DPoP ${token}`, dpop };
  }
}

function isBound(token: string): boolean {
  const [, payload = ""] = token.split(".");
  return Buffer.from(payload, "base64url").toString().includes('"cnf":');
}
