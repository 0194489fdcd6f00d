import type { Secret } from "../../base/secret.ts";

/** A person who has proved who they are, and what the OpenID provider said of them just now. */
export interface Person {
  /** `iss` of the provider that vouches. */
  readonly issuer: string;
  /** `sub` at that provider. Two people never share both. */
  readonly subject: string;
  /** For session names and the audit trail: a user name or an e-mail address. May change, may be anyone's choice. */
  readonly name: string;
  readonly groups: readonly string[];
  /** When the groups were heard, in milliseconds since the epoch. */
  readonly groupsAt: number;
  /** How they signed in: with the device grant some roles stay closed. */
  readonly via: "code" | "device" | "token";
  /** Client that asks, as the authorization server knows it. */
  readonly client: string;
  /**
   * Throws what a request is refused with whose sign-in has been ended since. Absent: it is not this server that could
   * end it.
   */
  readonly requireSignedIn?: () => Promise<void>;
}

/** Finds out who asks. */
export interface Bouncer {
  /**
   * @param freshness - `now`: groups not older than the configured time, asked anew if need be
   * @throws {HttpRefusal} 401 or 403, with the `WWW-Authenticate` of RFC 6750
   */
  personOf(request: Request, freshness: "held" | "now"): Promise<Person>;
}

/** Knows people by an ID token of the provider that vouches, as Mozilla's clients send it: no token of ours. */
export interface IdTokenReader {
  /** @throws {HttpRefusal} 401 for a token that is not of that provider, for another client, or over */
  personOfIdToken(token: Secret): Promise<Person>;
}
