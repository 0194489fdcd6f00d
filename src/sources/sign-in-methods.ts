import type { Clock } from "../base/clock.ts";
import type { GrantType } from "../base/credential-request.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import type { SignIn, SignIns } from "./sign-ins.ts";

/** The source does not accept the sign-in any more (HTTP 401): it is forgotten, and a new one is asked for once. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
}

/** What signing in works with. */
export interface SignInTools {
  readonly conversation: Conversation;
  readonly clock: Clock;
  /** Where OAuth clients are kept for the next sign-in. */
  readonly signIns: SignIns;
  /** `ACTAS_LOCAL_PORT`: a fixed port for the redirect, in place of the source's own. */
  readonly localPort?: number;
}

/** What listing roles works with. */
export interface ListTools extends SignInTools {
  /** `refresh`: a source that remembers its answers is to look again. Absent: it need not. */
  readonly freshness?: "cached" | "refresh";
}

/** What can be done with one kind of source that one signs in to. */
export interface SignInMethods<K extends SignInKind> {
  /** A sign-in that another program left for us, if the source shares: another one than `refused`, if there is one. */
  adopt?(source: SourceDefinition<K>, tools: SignInTools, refused?: SignIn<K>): SignIn<K> | undefined;
  /**
   * Signs the user in, through the page the conversation shows. @throws {ActasError} `cancelled`, `sign-in-required`,
   * `access-denied`, `unreachable`
   */
  signIn(source: SourceDefinition<K>, grantType: GrantType, tools: SignInTools): Promise<SignIn<K>>;
  /** Gets a new access token by the refresh token. @throws {SignInRefused} when that is over too */
  renew(source: SourceDefinition<K>, signIn: SignIn<K>, tools: SignInTools): Promise<SignIn<K>>;
  /** Ends the sign-in at the source, where it can be ended. Says whether the source was told. */
  signOut(source: SourceDefinition<K>, signIn: SignIn<K>, tools: SignInTools): Promise<"revoked" | "forgotten">;
  /** Whether the source lists its roles at all, before anybody signs in for that. @throws {ActasError} it does not */
  requireList?(source: SourceDefinition<K>): void;
  /** Another server than the one that gives the roles lists them: a refused role may mean that its list is old. */
  readonly isListedElsewhere?: true;
  /** Reports roles as they are found, in an order that does not change. @throws {SignInRefused} */
  listRoles(
    source: SourceDefinition<K>,
    signIn: SignIn<K>,
    report: (roles: readonly RoleEntry[]) => void,
    tools: ListTools,
  ): Promise<void>;
}
