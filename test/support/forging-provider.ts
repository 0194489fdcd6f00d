import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { Secret } from "../../src/base/secret.ts";
import type { WebIdentityDefinition } from "../../src/source-files/kinds/web-identity.ts";

type Json = Record<string, unknown>;

/** An ID token before it is signed. */
export interface Draft {
  header: Json;
  claims: Json;
  key: KeyObject | string;
}

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
const EC = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A key that no provider has published. */
export const FOREIGN = generateKeyPairSync("rsa", { modulusLength: 2048 });
/** The published RSA key, as an attacker has it who tries it as an HMAC secret. */
export const PUBLIC_PEM = `${RSA.publicKey.export({ type: "spki", format: "pem" })}`;
export const EC_KEY = EC.privateKey;

/** A document with the keys of the provider: what may be asked of it, by path. */
type Answers = Record<string, (form: URLSearchParams) => unknown>;

/** An OpenID provider on loopback that signs whatever a test makes of its ID tokens. */
export class ForgingProvider {
  /** The token requests, as forms. */
  readonly asked: URLSearchParams[] = [];
  /** Changes to what the paths answer. */
  answers: Answers = {};
  /** Changes to the discovery document. */
  document: Json = {};
  /** Changes to the answer of the token endpoint. */
  tokens: Json = {};
  keys: Json[] = [jwk(RSA.publicKey, "RS256", "one"), jwk(EC.publicKey, "ES256", "curve")];
  forge: (draft: Draft) => Draft = (draft) => draft;
  /** The `nonce` of the last authorization request. */
  nonce: string | undefined;
  /** The last ID token that was sent. */
  sent = "";
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor() {
    this.#server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => this.#answer(request) });
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** A source that points to this provider. */
  source(changes: Partial<WebIdentityDefinition> = {}): WebIdentityDefinition {
    return {
      ...{ kind: "web-identity", id: "yoyodyne", url: `${this.issuer}/.well-known/openid-configuration` },
      ...{ defaultGrantType: "code", origin: "sources.d/yoyodyne.json", clientId: "client", scopes: ["openid"] },
      ...{ redirectHost: "127.0.0.1", redirectPath: "/oauth2callback" },
      ...changes,
    } as WebIdentityDefinition;
  }

  /** What the browser brings back from this authorization request. */
  authorize({ searchParams }: URL): Record<string, string> {
    this.nonce = searchParams.get("nonce") ?? undefined;
    return { code: "the-code", state: searchParams.get("state") ?? "" };
  }

  /** A token as the provider would send it now. */
  idToken(claims: Json = {}): Secret {
    return new Secret(this.#token(claims));
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const form = new URLSearchParams(await request.text());
    const { [pathname]: changed = this.#usual[pathname] } = this.answers;
    const answer = changed?.(form) ?? new Response("not here", { status: 404 });
    return answer instanceof Response ? answer : Response.json(answer);
  }

  readonly #usual: Answers = {
    "/.well-known/openid-configuration": () => ({
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      device_authorization_endpoint: `${this.issuer}/device`,
      revocation_endpoint: `${this.issuer}/revoke`,
      id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256", "none"],
      ...this.document,
    }),
    "/jwks": () => ({ keys: this.keys }),
    "/device": () => ({
      device_code: "device-code",
      user_code: "ABCD-EFGH",
      verification_uri: `${this.issuer}/enter`,
      expires_in: 600,
    }),
    "/revoke": (form) => {
      this.asked.push(form);
      return new Response(null, { status: 200 });
    },
    "/token": (form) => {
      this.asked.push(form);
      const isCode = form.get("grant_type") === "authorization_code";
      this.sent = this.#token(isCode && this.nonce ? { nonce: this.nonce } : {});
      const tokens = { access_token: "access", token_type: "Bearer", expires_in: 300, refresh_token: "refresh" };
      return { ...tokens, id_token: this.sent, ...this.tokens };
    },
  };

  #token(more: Json): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.issuer, sub: "auth|ana", aud: "client", iat: now, exp: now + 3600, ...more };
    return signed(this.forge({ header: { alg: "RS256", kid: "one" }, claims, key: RSA.privateKey }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
  }
}

function jwk(key: KeyObject, alg: string, kid: string): Json {
  return { ...key.export({ format: "jwk" }), alg, kid, use: "sig" };
}

function signed({ header, claims, key }: Draft): string {
  const [head, body] = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const input = `${head}.${body}`;
  return `${input}.${signature(`${header.alg}`, Buffer.from(input), key).toString("base64url")}`;
}

/** A key that is text is the secret of an HMAC. Without an algorithm there is no signature. */
function signature(alg: string, input: Buffer, key: KeyObject | string): Buffer {
  if (alg === "none") return Buffer.alloc(0);
  const hash = `sha${alg.slice(2)}`;
  if (typeof key === "string") return createHmac(hash, key).update(input).digest();
  return sign(hash, input, { key, dsaEncoding: "ieee-p1363" });
}
