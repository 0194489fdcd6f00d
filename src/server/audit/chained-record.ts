import { jsonText } from "../../base/printable.ts";
import type { AuditRecord } from "./audit-record.ts";

/** A record of the audit trail, bound to all that came before it. */
export interface ChainedRecord {
  /** Counts from 1, without a gap. */
  readonly seq: number;
  /** The hash of the record before, in hexadecimal; {@link BEFORE_FIRST} for the first. */
  readonly previous: string;
  /** See {@link hashOf}. */
  readonly hash: string;
  /** JSON, byte for byte as it was hashed. */
  readonly record: string;
}

/** What comes before the first record. */
export const BEFORE_FIRST = "0".repeat(64);

/** Far more than any identity provider says of a person; a reason is shorter still. */
const LONGEST_TEXT = 2_000;

/** Chains a record to the one before it. */
export function chain(
  record: AuditRecord,
  before: Pick<ChainedRecord, "seq" | "hash">,
  facts: RecordFacts,
): ChainedRecord {
  const seq = before.seq + 1;
  const at = new Date(facts.at).toISOString();
  // Whoever prints it, or reads the file by lines, gets the bytes that were hashed: nothing in it is invisible.
  const text = jsonText({ at, replica: facts.replica, ...bounded(record) }, "one-line");
  return { seq, previous: before.hash, hash: hashOf(before.hash, text), record: text };
}

/** What the trail itself knows of a record. */
export interface RecordFacts {
  /** Milliseconds since the epoch, by AWS's clock, as in CloudTrail. */
  readonly at: number;
  readonly replica: string;
}

/** SHA-256 of the previous hash, a line feed, and the text of the record. */
export function hashOf(previous: string, text: string): string {
  return new Bun.CryptoHasher("sha256").update(`${previous}\n${text}`).digest("hex");
}

/** The line of a file, which a program can read as JSON; the record in it is byte for byte that of the table. */
export function lineOf({ seq, previous, hash, record }: ChainedRecord): string {
  return `{"seq":${seq},"previous":"${previous}","hash":"${hash}","record":${record}}`;
}

/** PostgreSQL's JSON has no NUL and no half of a surrogate pair: with one in a user's reason nothing could be written. */
function bounded(record: AuditRecord): AuditRecord {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? writable(value) : value]),
  ) as unknown as AuditRecord;
}

function writable(text: string): string {
  const whole = text.toWellFormed().replaceAll("\0", "\uFFFD");
  return whole.length <= LONGEST_TEXT ? whole : `${whole.slice(0, LONGEST_TEXT).toWellFormed()}…`;
}
