import type { CredentialRequest } from "../../base/credential-request.ts";

/** A target and the options that narrow it; the environment is added when the agent is asked. */
export type TargetRequest = Omit<CredentialRequest, "environment">;

/**
 * The part of a request that names the target. A profile chosen from a list or named in a project file is
 * `sourceProfile` without a target, since a target of its name could be something else.
 */
export type NamedTarget = Pick<TargetRequest, "source" | "sourceProfile" | "target">;

/** The request of a command line, with `auto` and `--pick` resolved. */
export interface Chosen {
  readonly targetRequest: TargetRequest;
  /** How the command gets credentials, from the project file. */
  readonly mode?: "container" | "env";
}
