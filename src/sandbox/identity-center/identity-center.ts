import type { Person } from "../people.ts";
import type { SignInSettings } from "../sign-in-settings.ts";
import { Directory } from "./directory.ts";
import { TokenStore } from "./token-store.ts";

/** A client as it registered itself. */
export interface Registration {
  readonly clientName: string;
  readonly secret: string;
  readonly scopes: readonly string[];
  readonly grantTypes: readonly string[];
  readonly redirectUris: readonly string[];
}

/** A person's sign-in with one client. It lasts until it is ended or expires. */
export interface Session {
  readonly person: Person;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** A request at the authorization endpoint. */
export interface CodeRequest {
  readonly clientId: string;
  readonly clientName: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly codeChallenge: string;
  readonly scopes: readonly string[];
}

/** An authorization code that was given for a request. */
export interface GivenCode extends CodeRequest {
  readonly person: Person;
}

/** A device that waits for a person's consent. */
export interface DeviceRequest {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly userCode: string;
  answer: "pending" | "denied" | Person;
  /** When the client last asked; milliseconds since the epoch. */
  askedAt: number | undefined;
  /** How often it asked sooner than it should. */
  earlyQuestions: number;
}

/** The state of the made-up Identity Center. */
export interface IdentityCenter {
  readonly directory: Directory;
  readonly registrations: TokenStore<Registration>;
  readonly codeRequests: TokenStore<CodeRequest>;
  readonly codes: TokenStore<GivenCode>;
  readonly devices: TokenStore<DeviceRequest>;
  /** Devices by their user code. */
  readonly userCodes: TokenStore<DeviceRequest>;
  readonly sessions: Set<Session>;
  readonly accessTokens: TokenStore<Session>;
  readonly refreshTokens: TokenStore<Session>;
}

/** An Identity Center without any sign-in yet. */
export function createIdentityCenter(settings: SignInSettings): IdentityCenter {
  return {
    directory: new Directory(() => settings.values.accounts),
    registrations: new TokenStore("sandbox-client"),
    codeRequests: new TokenStore("sandbox-request"),
    codes: new TokenStore("sandbox-code"),
    devices: new TokenStore("sandbox-device"),
    userCodes: new TokenStore("sandbox-user-code"),
    sessions: new Set(),
    accessTokens: new TokenStore("sandbox-access"),
    refreshTokens: new TokenStore("sandbox-refresh"),
  };
}

/** The session of a token that is still valid. */
export function sessionOf(
  tokens: TokenStore<Session>,
  token: string | null | undefined,
  { sessions }: IdentityCenter,
  now: number,
): Session | undefined {
  const held = tokens.find(token);
  return held && held.expiresAt > now && sessions.has(held.value) ? held.value : undefined;
}
