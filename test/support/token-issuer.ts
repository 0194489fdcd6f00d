import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** An OpenID provider with nothing but a key, which signs whatever it is told to. */
export interface TokenIssuer extends AsyncDisposable {
  readonly issuer: string;
  /** What it publishes, which a test may change. */
  readonly documents: Record<string, unknown>;
  /** A token with the usual claims, and these; one that is `undefined` is left out. */
  token(claims?: object, key?: string): Promise<string>;
  /** Signs with a new key; only this one is published from now on. */
  rotate(): Promise<void>;
}

/** Starts one on a free port. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const documents: Record<string, unknown> = {};
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ url }) => {
      const document = documents[new URL(url).pathname];
      if (document instanceof Response) return document.clone() as Response;
      return document ? Response.json(document) : new Response("not here", { status: 404 });
    },
  });
  const issuer = `http://127.0.0.1:${server.port}/realm`;
  documents["/realm/.well-known/openid-configuration"] = { issuer, jwks_uri: `${issuer}/keys` };
  let keyId = 0;
  let key: CryptoKey;
  const rotate = async (): Promise<void> => {
    const pair = await generateKeyPair("ES256");
    key = pair.privateKey;
    const jwk: JWK = { ...(await exportJWK(pair.publicKey)), kid: `key-${++keyId}`, alg: "ES256", use: "sig" };
    documents["/realm/keys"] = { keys: [jwk] };
  };
  await rotate();
  return {
    issuer,
    documents,
    rotate,
    token(claims = {}, kid = `key-${keyId}`) {
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: issuer, aud: "client", sub: "ad|ana", iat: now, exp: now + 600, ...claims };
      return new SignJWT(all).setProtectedHeader({ alg: "ES256", kid }).sign(key);
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}
