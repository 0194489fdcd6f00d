import type { CredentialRequest, GrantType, RequestEnvironment } from "../base/credential-request.ts";
import type { EnvironmentChanges } from "../base/environment.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import type { Surroundings } from "../base/surroundings.ts";
import type { Question, Topic } from "../conversation/question.ts";
import type { SecurityKey } from "../conversation/security-key.ts";
import type { SignInKind } from "../source-files/source-definition.ts";
import type { ContainerGrant, ContainerMessage } from "./container-messages.ts";
import type { ErrorMessage } from "./error-message.ts";
import type { GrantMessage } from "./grant-messages.ts";
import type { HeldName, NamesRequest } from "./names-request.ts";
import type { StatusReport } from "./status-report.ts";
import type { SignOutMessage, UserDevicesMessage, UserRolesMessage } from "./user-messages.ts";

/**
 * The messages between a command and the agent: one JSON object per line over the socket, documented in
 * `docs/reference/agent-api.md`. A command sends one request. The agent may ask any number of questions, and ends with
 * a `result` or an `error`.
 */
export const PROTOCOL = 1;

/** A request is a few kilobytes; the agent closes the connection on a longer line. In UTF-16 units. */
export const LONGEST_REQUEST = 64 * 1024;

/** Every request carries these; the agent compares the version with its own. */
export interface Envelope {
  readonly protocol: number;
  readonly version: string;
}

/**
 * What becomes of credentials: a program has asked for them by `credential_process` or at a port of `serve`, where no
 * person is waited for unless one may be asked; they are printed; or the command itself uses them.
 */
export type CredentialDelivery = "process" | "serve" | "export" | "own";

export type Request =
  | { readonly request: "credentials"; readonly for: CredentialRequest; readonly delivery: CredentialDelivery }
  | {
      readonly request: "environment";
      readonly for: CredentialRequest;
      /** Where the keys go; absent: into variables. */
      readonly delivery?: "file" | "serve" | "console";
    }
  | GrantMessage
  | ContainerMessage
  | { readonly request: "whoami"; readonly for: CredentialRequest }
  | { readonly request: "mfa-devices"; readonly for: CredentialRequest }
  | {
      readonly request: "user-roles";
      readonly for: CredentialRequest;
      /** All roles of the user's account are listed, and judged as well. */
      readonly account?: "listed";
      readonly alias?: "wanted";
    }
  | ({
      readonly request: "login";
      readonly source: string;
      readonly grantType?: GrantType;
      /** `kept`: a valid sign-in that the agent holds is enough. */
      readonly held?: "kept";
    } & InEnvironment)
  | ({ readonly request: "logout"; readonly source: string } & InEnvironment)
  | ({ readonly request: "renew"; readonly source: string } & InEnvironment)
  | ({ readonly request: "sources" } & InEnvironment)
  | ({
      readonly request: "roles";
      readonly source?: string;
      readonly grantType?: GrantType;
      /** Only the roles of this account. */
      readonly accountId?: string;
      readonly freshness: "held" | "cached" | "refresh";
    } & InEnvironment)
  | NamesRequest
  | {
      readonly request: "status";
      /** Only what has to do with this target is wanted. */
      readonly for?: CredentialRequest;
      /** Of the credentials, only so many are wanted: those that end first. */
      readonly credentialsAtMost?: number;
    }
  | { readonly request: "programs" }
  | { readonly request: "clear"; readonly kind: "sign-in" | "credentials" | "all" }
  | { readonly request: "restart" }
  | { readonly request: "stop" };

/** The environment in which the agent looks up sources, and whether it may ask the user. */
interface InEnvironment {
  readonly environment: RequestEnvironment;
  readonly interaction: CredentialRequest["interaction"];
}

export type Sent = Request & Envelope;

/** Answers a question of the agent; `id` is that of the question. */
export type Reply =
  | { readonly type: "code"; readonly id: number; readonly code: string }
  | { readonly type: "password"; readonly id: number; readonly password: string }
  | { readonly type: "callback"; readonly id: number; readonly url: string }
  | { readonly type: "cannot-ask"; readonly id: number; readonly reason: string }
  | { readonly type: "cancel"; readonly id: number }
  | ({ readonly type: "surroundings"; readonly id: number } & Surroundings);

export type FromAgent =
  | { readonly type: "ask"; readonly id: number; readonly question: Omit<Question<"mfa-code">, "kind"> }
  | { readonly type: "ask-password"; readonly id: number; readonly key: Omit<Question<"oath-password">, "kind"> }
  | { readonly type: "ask-passphrase"; readonly id: number; readonly kept: Omit<Question<"passphrase">, "kind"> }
  | { readonly type: "open-page"; readonly id: number; readonly page: Omit<Question<"sign-in">, "kind"> }
  | { readonly type: "surroundings"; readonly id: number }
  | { readonly type: "stop-asking"; readonly id: number }
  /** The agent has read the request, and the work takes time. */
  | { readonly type: "heard" }
  /** `elsewhere`: the agent asks another command. */
  | { readonly type: "waiting"; readonly pending: Topic & { readonly elsewhere?: true } }
  /** The wait is over, and the work continues. */
  | { readonly type: "went-on" }
  /** What a security key is at that may make the code; without `key`: nothing any more. */
  | { readonly type: "security-key"; readonly key?: SecurityKey }
  | { readonly type: "roles"; readonly source: string; readonly roles: readonly RoleEntry[] }
  | { readonly type: "notice"; readonly text: string }
  | { readonly type: "restarting" }
  /** As many commands wait as the agent may have open; it has not read the request. */
  | { readonly type: "full" }
  | { readonly type: "result"; readonly result: unknown }
  | ErrorMessage;

/** A source as `list sources` and `list sign-ins` show it. Times are RFC 3339. */
export interface SourceMessage {
  readonly id: string;
  readonly kind: SignInKind;
  readonly url: string;
  readonly origin: string;
  readonly signIn?: {
    /** The person who signed in, if the source tells. */
    readonly person?: string;
    readonly expiration?: string;
    readonly renewable: boolean;
  };
}

/** Credentials for a command that prints them; `expiration` as in RFC 3339. */
export interface CredentialsMessage {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: string | undefined;
}

/** The identity of credentials, as far as the target tells without a call to AWS. */
export interface ActsAs {
  readonly account?: string;
  /** The name of the last role that is assumed. */
  readonly role?: string;
}

/** The result of each kind of request. */
export interface Results {
  /** `clockSkewMs`: by how much AWS's clock is ahead of this machine's, if they differ by minutes. */
  readonly credentials: { readonly credentials: CredentialsMessage; readonly clockSkewMs?: number };
  /** Holds the keys. */
  readonly environment: { readonly environment: EnvironmentChanges; readonly actsAs: ActsAs };
  /** Holds the container endpoint and its port. The grant is for the process that asked. */
  readonly grant: { readonly environment: EnvironmentChanges; readonly port: number; readonly actsAs: ActsAs };
  /** Names a credentials file that is kept fresh for the process that asked. */
  readonly "file-grant": { readonly environment: EnvironmentChanges; readonly actsAs: ActsAs };
  /** The grant is for the shell that the process was started from; `agent` is the pid of the one that has made it. */
  readonly "shell-grant": {
    readonly environment: EnvironmentChanges;
    readonly actsAs: ActsAs;
    readonly agent: number;
  };
  readonly "end-shell-grants": { readonly ended: number };
  readonly "container-grant": ContainerGrant;
  /** The grant is for the relay that asked, from now on; it knows the container's requests by this hash. */
  readonly "take-over-grant": { readonly tokenHash: string };
  readonly "relayed-credentials": { readonly credentials: CredentialsMessage };
  readonly whoami: {
    readonly account: string;
    readonly arn: string;
    readonly userId: string;
    readonly expiration?: string;
  };
  readonly "mfa-devices": UserDevicesMessage;
  readonly "user-roles": UserRolesMessage;
  /** `held`: the user is signed in already, so the agent did nothing. */
  readonly login: SourceMessage & { readonly held?: true };
  readonly logout: SignOutMessage;
  readonly renew: SourceMessage;
  /**
   * `gone`: sign-ins to sources that no file describes any more; `problems`: one sentence per ignored file.
   */
  readonly sources: {
    readonly sources: readonly SourceMessage[];
    readonly gone: readonly SourceMessage[];
    readonly problems: readonly string[];
  };
  /** The sources whose roles the `roles` messages reported; `ageSeconds` if the roles came from memory. */
  readonly roles: {
    readonly sources: readonly {
      readonly id: string;
      readonly url: string;
      readonly signedIn: boolean;
      readonly ageSeconds?: number;
      /** Why this source's roles are incomplete. */
      readonly failure?: string;
    }[];
  };
  /** In the order in which they are shown. */
  readonly names: { readonly names: readonly HeldName[] };
  readonly status: StatusReport;
  /** Those that lose their credentials when the agent stops. */
  readonly programs: { readonly programs: readonly { readonly program: string; readonly target: string }[] };
  /** `signIns`: the names of sources and profiles whose sign-ins were removed; an older agent leaves it out. */
  readonly clear: { readonly cleared: number; readonly signIns?: readonly string[] };
  /** `replaced`: the agent that answers, which ends now. */
  readonly restart: { readonly pid: number; readonly replaced: { readonly pid: number; readonly version: string } };
  readonly stop: { readonly pid: number };
}
