import type { Question } from "../base/conversation.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { ErrorCode } from "../base/errors.ts";

/**
 * What a command and the agent say to each other: one JSON object per line over the socket, documented in
 * `docs/reference/agent-api.md`. A command sends one request; the agent may ask back any number of times, and
 * ends with a `result` or an `error`.
 */
export const PROTOCOL = 1;

/** Every request carries these; the agent compares the version with its own. */
export interface Envelope {
  readonly protocol: number;
  readonly version: string;
}

export type Request =
  | { readonly request: "credentials"; readonly for: CredentialRequest; readonly delivery: "process" | "export" }
  | { readonly request: "environment"; readonly for: CredentialRequest }
  | { readonly request: "grant"; readonly for: CredentialRequest; readonly program: string }
  | { readonly request: "whoami"; readonly for: CredentialRequest }
  | { readonly request: "status" }
  | { readonly request: "clear"; readonly kind: "sign-in" | "credentials" | "all" }
  | { readonly request: "restart" }
  | { readonly request: "stop" };

export type Sent = Request & Envelope;

/** Answers to the agent's question; `id` is the question's. */
export type Reply =
  | { readonly type: "code"; readonly id: number; readonly code: string }
  | { readonly type: "cannot-ask"; readonly id: number; readonly reason: string }
  | { readonly type: "cancel"; readonly id: number };

export type FromAgent =
  | { readonly type: "ask"; readonly id: number; readonly question: Question }
  | { readonly type: "stop-asking"; readonly id: number }
  | { readonly type: "waiting"; readonly question: Question }
  | { readonly type: "notice"; readonly text: string }
  | { readonly type: "restarting" }
  | { readonly type: "result"; readonly result: unknown }
  | {
      readonly type: "error";
      readonly error: ErrorCode;
      readonly error_description: string;
      readonly hints: readonly string[];
    };

/** Credentials as they travel to a command that prints them. */
export interface CredentialsMessage {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** RFC 3339. */
  readonly expiration?: string | undefined;
}

/** What each request is answered with. */
export interface Results {
  readonly credentials: { readonly credentials: CredentialsMessage };
  /** With the keys in it. */
  readonly environment: { readonly environment: Environment };
  /** With the container endpoint in it; the grant is for the process that asked. */
  readonly grant: { readonly environment: Environment };
  readonly whoami: {
    readonly account: string;
    readonly arn: string;
    readonly userId: string;
    readonly expiration?: string;
  };
  readonly status: StatusReport;
  readonly clear: { readonly cleared: number };
  readonly restart: { readonly pid: number };
  readonly stop: { readonly pid: number };
}

/** Variables to set, or with null to remove, in the environment of a program. */
export type Environment = Readonly<Record<string, string | null>>;

/** What the agent holds, without any secret. Times are RFC 3339. */
export interface StatusReport {
  readonly agent: {
    readonly pid: number;
    readonly version: string;
    readonly startedAt: string;
    readonly socket: string;
    /** Port of the container endpoint, once a program needed it. */
    readonly port?: number;
    readonly warnings: readonly string[];
  };
  readonly credentials: readonly {
    readonly kind: "sign-in" | "credentials";
    readonly label: string;
    readonly accessKeyId: string;
    readonly expiration?: string;
  }[];
  readonly grants: readonly {
    readonly pid: number;
    readonly program: string;
    readonly target: string;
    readonly startedAt: string;
  }[];
}
