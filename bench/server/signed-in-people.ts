import { importJWK, SignJWT } from "jose";
import { Secret } from "../../src/base/secret.ts";
import { signingKeys } from "../../src/server/people/authorization/signing-keys.ts";
import { Sealer } from "../../src/server/people/sealer.ts";
import { KeptSignIns } from "../../src/server/people/sign-ins/kept-sign-ins.ts";
import type { Database } from "../../src/server/store/database.ts";

/** A person of an organization. */
interface SomebodySignedIn {
  readonly subject: string;
  readonly groups: readonly string[];
  /** Thumbprint of the key that the access token is bound to. */
  readonly jkt?: string | undefined;
}

export const PROVIDER = "https://login.corp.example";

/**
 * Signs people in as the server does when they come back from their OpenID provider, and gives the access tokens that it
 * would issue.
 *
 * @param key - of `people.keyFile`
 * @param url - of the server, with a slash at its end
 */
export async function signIn(
  people: readonly SomebodySignedIn[],
  { database, key, url }: { readonly database: Database; readonly key: string; readonly url: string },
): Promise<readonly string[]> {
  const sealer = await Sealer.of([new Secret(key)]);
  const signIns = new KeptSignIns(database, sealer);
  const [signing] = (await signingKeys(database, sealer)).keys;
  if (!signing) throw new Error("there is a key that signs");
  const privateKey = await importJWK(signing, "ES256");
  const seconds = Math.floor(Date.now() / 1000);
  return Promise.all(
    people.map(async ({ subject, groups, jkt }) => {
      const id = crypto.randomUUID();
      const tokens = { accessToken: new Secret("x".repeat(900)), refreshToken: new Secret("y".repeat(900)) };
      await signIns.begin({
        id,
        issuer: PROVIDER,
        vouched: { subject, name: `${subject}@corp.example`, groups, tokens },
        groupsAt: Date.now(),
        client: "actas",
        via: "code",
        seconds: 36_000,
      });
      const claims = { client_id: "actas", sid: id, sub: subject, scope: "profile", jti: crypto.randomUUID() };
      return new SignJWT({ ...claims, ...(jkt !== undefined && { cnf: { jkt } }) })
        .setProtectedHeader({ alg: "ES256", kid: signing.kid ?? "", typ: "at+jwt" })
        .setIssuer(`${url}oauth`)
        .setAudience(url)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 300)
        .sign(privateKey);
    }),
  );
}
