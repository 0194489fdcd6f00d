import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";

/** An issuer on loopback with a discovery document, a key, and an endpoint that says who somebody is. */
export class TokenMaker implements AsyncDisposable {
  readonly issuer: string;
  readonly asked: string[] = [];
  /** What the endpoint says; absent: it takes no token. */
  userInfo: object | undefined;
  /** Answers in place of the usual ones, by path. */
  readonly instead = new Map<string, () => Response>();
  /** Of the discovery document. */
  readonly changed: Record<string, unknown> = {};
  readonly #server: ReturnType<typeof Bun.serve>;
  readonly #key: CryptoKey;

  private constructor(server: ReturnType<typeof Bun.serve>, key: CryptoKey) {
    this.#server = server;
    this.#key = key;
    this.issuer = `http://127.0.0.1:${server.port}`;
  }

  static async start(): Promise<TokenMaker> {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" };
    let maker: TokenMaker | undefined;
    const answer = (request: Request): Response => maker?.answer(request, jwk) ?? new Response("", { status: 503 });
    maker = new TokenMaker(Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer }), privateKey);
    return maker;
  }

  answer({ url }: Request, jwk: JWK): Response {
    const { pathname } = new URL(url);
    this.asked.push(pathname);
    const instead = this.instead.get(pathname);
    if (instead) return instead();
    if (pathname === "/jwks") return Response.json({ keys: [jwk] });
    if (pathname === "/me") return this.userInfo ? Response.json(this.userInfo) : new Response("", { status: 401 });
    const { issuer } = this;
    return Response.json({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      userinfo_endpoint: `${issuer}/me`,
      ...this.changed,
    });
  }

  /** A signed token. @param typ - `at+jwt` for access tokens */
  token(claims: JWTPayload, typ: string, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all = Object.entries({ iss: this.issuer, sub: "ana", iat: now, exp: now + 300, ...claims });
    return new SignJWT(Object.fromEntries(all.filter(([, value]) => value !== undefined)))
      .setProtectedHeader({ kid: "one", typ, ...header, alg: "ES256" })
      .sign(this.#key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
  }
}
