/**
 * `error`: more people get the role than anyone can have meant, or none. `warning`: likely not what was meant. `note`:
 * worth knowing.
 */
export type FindingLevel = "error" | "warning" | "note";

/** What is wrong with a trust policy, or likely to be. */
export interface TrustFinding {
  readonly level: FindingLevel;
  /** A name that does not change, for programs. */
  readonly code: string;
  /** The statement's name; absent if it is about the whole policy. */
  readonly statement?: string;
  readonly message: string;
}
