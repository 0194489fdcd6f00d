import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { signInKey } from "../../src/cache/cache-key.ts";
import { CredentialCache } from "../../src/cache/credential-cache.ts";
import { SingleFlight } from "../../src/conversation/single-flight.ts";
import type { IdentityCenterDefinition } from "../../src/source-files/kinds/identity-center.ts";
import type { SignInMethods } from "../../src/sources/sign-in-methods.ts";
import { type SignIn, SignIns } from "../../src/sources/sign-ins.ts";
import type { SignedInTools } from "../../src/sources/signed-in.ts";
import { conversationWith } from "./conversation-with.ts";

export const NOW = 1_000_000_000_000;

export const source: IdentityCenterDefinition = {
  kind: "identity-center",
  id: "corp",
  url: "https://corp.awsapps.com/start",
  defaultGrantType: "code",
  origin: "corp.json",
  region: "eu-west-1",
  scopes: [],
  shareCache: false,
  endpoints: {},
};

/** A sign-in to {@link source}. */
type Held = SignIn<"identity-center">;

export function signIn(token: string, endsInSeconds = 3600): Held {
  return {
    ...{ key: signInKey(source), kind: "identity-center", source: "corp", url: source.url, renewable: true },
    expiration: new Date(NOW + endsInSeconds * 1000),
    held: { grantType: "code", accessToken: new Secret(token), refreshToken: new Secret("refresh") },
  };
}

/** Shows a page until the sign-in is over. */
const patient = conversationWith({
  "sign-in": (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("over")));
    }),
});

export function tools(changes: Partial<SignedInTools> = {}): SignedInTools {
  return {
    cache: new CredentialCache(),
    clock: new Clock(() => NOW),
    conversation: patient,
    flights: new SingleFlight(),
    signIns: new SignIns(),
    ...changes,
  };
}

export function methods(changes: Partial<SignInMethods<"identity-center">>): SignInMethods<"identity-center"> {
  const unexpected = (): Promise<never> => Promise.reject(new Error("unexpected"));
  return { signIn: unexpected, renew: unexpected, signOut: unexpected, listRoles: unexpected, ...changes };
}

export const tokenOf = async ({ held: { accessToken } }: Held): Promise<string> => accessToken.reveal();
