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
  /** @throws {HttpRefusal} 503 when the record cannot be kept: then nothing is lent */
  record(record: AuditRecord): Promise<void>;
}
