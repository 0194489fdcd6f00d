import type { CredentialRequest } from "../../base/credential-request.ts";

/** The right of one running program to fetch one target's credentials. Nothing in it is secret. */
export interface Grant {
  readonly id: string;
  /** SHA-256 of the token, base64url. */
  readonly tokenHash: string;
  readonly pid: number;
  /** When the process started, as the system counts it: a later process may get the same pid. */
  readonly startTime: string;
  /**
   * `shell`: the process may act as other targets as well, one after another. `container`: it relays for a container, or
   * is about to start one. Absent: it is one program.
   */
  readonly holder?: "shell" | "container";
  /** The process that has started the container: its terminal is the user's. Absent: the grant is still its own. */
  readonly starter?: Pick<Grant, "pid" | "startTime">;
  /** How the program gets credentials: from a file that is kept fresh for it; absent: from the endpoint. */
  readonly delivery?: "file";
  /** The program's name, without arguments. */
  readonly program: string;
  readonly target: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly request: CredentialRequest;
}
