import type { CredentialRequest } from "../../base/credential-request.ts";

/** A target and how the options narrow it; the environment is added when the agent is asked. */
export type Narrowed = Omit<CredentialRequest, "environment">;

/** What the command line comes to, when `auto` and the like have been looked up. */
export interface Chosen {
  readonly narrowed: Narrowed;
  /** How a command is to get credentials, as a project file says. */
  readonly mode?: "container" | "env";
}
