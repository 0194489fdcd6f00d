import type { CredentialRequest } from "../../base/credential-request.ts";

/** A target and how the options narrow it; the environment is added when the agent is asked. */
export type TargetRequest = Omit<CredentialRequest, "environment">;

/**
 * What stands for a target in a request. A profile that was chosen or written is `sourceProfile` without a target: a
 * target of its name could be something else.
 */
export type NamedTarget = Pick<TargetRequest, "source" | "sourceProfile" | "target">;

/** What the command line comes to, when `auto` and the like have been looked up. */
export interface Chosen {
  readonly targetRequest: TargetRequest;
  /** How a command is to get credentials, as a project file says. */
  readonly mode?: "container" | "env";
}
