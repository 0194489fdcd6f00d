import type { Person } from "../people.ts";

/** What one OpenID provider of the sandbox is like. */
export interface ProviderPlan {
  /** Its name in the log. */
  readonly service: string;
  /** The prefix of its paths, such as `/lend`; with the sandbox's address it is the issuer. */
  readonly mountPath: string;
  /** Its endpoints below the mount path, by the names that `oidc-provider` has for them. */
  readonly routes: Readonly<Record<"device_authorization" | "jwks" | "token", string>> &
    Readonly<Record<string, string>>;
  readonly clients: readonly ProviderClientPlan[];
  /** The claims of each scope. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** Whether ID tokens carry the claims of all scopes; otherwise only the endpoint `userinfo` has them. */
  readonly claimsInIdToken: boolean;
  /** What the sign-in page says that a client wants to use, such as `made-up AWS accounts`. */
  readonly lends: string;
  /** Who can sign in; absent: everybody. */
  readonly people?: readonly Person[];
  /** The claim `sub` of a person. */
  readonly subjectOf: (person: Person) => string;
  /** The claim `amr` of a person who has just signed in. */
  readonly methodsOf?: (person: Person) => readonly string[];
  /** All claims of a person; a client gets those of the scopes it asks for. */
  readonly claimsOf: (person: Person) => Readonly<Record<string, unknown>>;
}

/** Below a mount path: where a provider sends a browser for its sign-in page; the id of the interaction follows. */
export const SIGN_IN = "sign-in";

/** A client, as RFC 7591 describes clients. */
export interface ProviderClientPlan {
  readonly client_id: string;
  readonly client_name: string;
  readonly client_secret?: string;
  readonly [metadata: string]: unknown;
}
