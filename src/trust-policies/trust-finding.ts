import type { FindingCode, FindingLevel } from "./finding-codes.ts";

/** What is wrong with a trust policy, or likely to be. */
export interface TrustFinding {
  readonly level: FindingLevel;
  readonly code: FindingCode;
  /** The statement's name; absent if it is about the whole policy. */
  readonly statement?: string;
  readonly message: string;
}
