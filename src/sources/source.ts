import type { KeptKeys } from "../access-keys/kept-keys.ts";
import type { Sts } from "../aws/sts.ts";
import type { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import type { CredentialCache } from "../cache/credential-cache.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { SingleFlight } from "../conversation/single-flight.ts";
import type { MfaDevices } from "../mfa/mfa-devices.ts";
import type { Allowance } from "../settings/limits.ts";
import type { KindName } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import type { RoleHop } from "../targets/role-hops.ts";
import type { RunningCommands } from "./running-commands.ts";
import type { SignIns } from "./sign-ins.ts";

/** What a source lends. */
export interface LentCredentials {
  readonly credentials: Credentials;
  /** The source says that they are for one use only. */
  readonly keep?: "never";
}

/** What a source has when it is done: credentials, and the roles of the chain that are still to be assumed. */
export interface SourceResult extends LentCredentials {
  readonly remaining: readonly RoleHop[];
}

/** Says once, if there is a conversation, that what is kept cannot be brought back. */
export type Recall = (conversation?: Conversation, keeps?: "something" | "nothing") => Promise<void>;

/** What a source works with. It never knows whether it runs in the agent, in a command or in a test. */
export interface SourceTools {
  readonly request: CredentialRequest;
  readonly conversation: Conversation;
  readonly cache: CredentialCache;
  readonly flights: SingleFlight;
  readonly mfaDevices: MfaDevices;
  readonly sts: Sts;
  readonly clock: Clock;
  readonly signIns: SignIns;
  /** Brings back what earlier processes kept; absent where nothing is kept. It never throws. */
  readonly recall?: Recall;
  /** The long-term keys in the keyring. */
  readonly keptKeys: KeptKeys;
  /** Commands that profiles name, while they run; absent where they are not tracked. */
  readonly commands?: RunningCommands;
  /** How users may sign in; absent: in every way. */
  readonly allowedGrants?: readonly Allowance[];
}

/** A way to prove who you are. It may take the first role itself when the proof and the role are one call to AWS. */
export type Source<K extends KindName> = (target: ResolvedTarget<K>, tools: SourceTools) => Promise<SourceResult>;
