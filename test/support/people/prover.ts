import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";

/** What a proof says otherwise than it should. */
export interface Wrongly {
  /** The access token that it is for. */
  readonly token?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** What signs in place of the key. */
  readonly key?: JWK | Uint8Array;
}

/** Proves that it has a key, as a program does; written from RFC 9449 section 4.2. */
export class Prover {
  readonly key: JWK;
  readonly published: JWK;
  readonly thumbprint: string;

  private constructor(key: JWK, published: JWK, thumbprint: string) {
    this.key = key;
    this.published = published;
    this.thumbprint = thumbprint;
  }

  static async create(): Promise<Prover> {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const published = await exportJWK(publicKey);
    return new Prover(await exportJWK(privateKey), published, await calculateJwkThumbprint(published));
  }

  async proof(method: string, url: string, { token, claims, header, key }: Wrongly = {}): Promise<string> {
    const ath = token === undefined ? {} : { ath: Bun.CryptoHasher.hash("sha256", token, "base64url") };
    const iat = Math.floor(Date.now() / 1000);
    const all = { htm: method, htu: url, iat, jti: crypto.randomUUID(), ...ath, ...claims };
    const protectedHeader = { alg: "ES256", typ: "dpop+jwt", jwk: this.published, ...header };
    const signing = key instanceof Uint8Array ? key : await importJWK(key ?? this.key, protectedHeader.alg);
    return new SignJWT(JSON.parse(JSON.stringify(all)) as object as Record<string, string>)
      .setProtectedHeader(protectedHeader)
      .sign(signing);
  }
}
