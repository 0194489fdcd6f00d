import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** Somebody whose access token is good only with a proof of a key (RFC 9449). */
export interface ProvingPerson {
  readonly jkt: string;
  /** A proof of the key for one POST. */
  prove(url: string, token: string): Promise<string>;
}

export async function provingPerson(): Promise<ProvingPerson> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  return {
    jkt: await calculateJwkThumbprint(jwk),
    prove: (url, token) => proof({ privateKey, jwk }, url, token),
  };
}

function proof(
  { jwk, privateKey }: { readonly privateKey: CryptoKey; readonly jwk: JWK },
  url: string,
  token: string,
): Promise<string> {
  const ath = new Bun.CryptoHasher("sha256").update(token).digest("base64url");
  return new SignJWT({ htm: "POST", htu: url, ath, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
    .setIssuedAt()
    .sign(privateKey);
}
