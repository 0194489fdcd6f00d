import type { Take } from "../lending/limits/shared-limits.ts";

/** What is put down in the audit trail: one line for each decision, before and after credentials are made. */
export interface AuditRecord {
  /** `intent` comes before the call to AWS, `issued`, `failed` and `refused` end it. Others are about people and scans. */
  readonly event: "intent" | "issued" | "failed" | "refused" | "signed-in" | "revoked" | "scanned" | "configured";
  /** The same for all records about one request. */
  readonly requestId: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly name?: string;
  readonly address?: string;
  readonly client?: string;
  readonly role?: string;
  readonly mode?: "mint" | "broker" | "pass";
  /** As CloudTrail shows them. */
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  /** SHA-256 of the access key's id, in hexadecimal: it finds an id that is known, and gives none away. */
  readonly accessKeyHash?: string;
  readonly expiration?: string;
  readonly reason?: string;
  /** Why it was refused or failed, and what the decision rests on. */
  readonly why?: string;
}

/** Takes records. What it has taken is on disk. */
export interface AuditTrail {
  /**
   * @param takes - what the record uses up of limits that all replicas share
   * @throws {HttpRefusal} 503 when the record cannot be kept: then nothing is lent
   * @throws {LimitReached} when a limit is used up: then there is no record, and nothing of any limit was taken
   */
  record(record: AuditRecord, takes?: readonly Take[]): Promise<void>;
}
