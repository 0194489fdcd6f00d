import type { Database } from "../store/database.ts";
import { BEFORE_FIRST, type ChainedRecord, hashOf } from "./chained-record.ts";

/** The end of a trail, as somebody noted it elsewhere. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** What a trail is found to be. */
export interface AuditVerdict {
  readonly records: number;
  /** To be noted elsewhere: a trail that was cut at its end, and its head set back, is found out by it alone. */
  readonly head: AuditHead;
  /** What is wrong, the first first. Empty: nothing was removed, changed or put in between. */
  readonly problems: readonly string[];
}

const PAGE = 1_000;
const RECORDS = "SELECT seq, previous, hash, record FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";

/**
 * Recomputes the chain of the table from its first record to its head.
 *
 * @param noted - an earlier head, which must still be in the chain
 */
export async function verifyAudit(database: Database, noted?: AuditHead): Promise<AuditVerdict> {
  const [head = { seq: 0, hash: BEFORE_FIRST }] = await database.query<AuditHead>("SELECT seq, hash FROM audit_head");
  let last: AuditHead = { seq: 0, hash: BEFORE_FIRST };
  let problem: string | undefined;
  for await (const record of recordsOf(database)) {
    // Others are added while this reads.
    if (record.seq > head.seq && last.seq === head.seq) break;
    problem = problemWith(record, last) ?? (noted?.seq === record.seq ? problemWithNoted(record, noted) : undefined);
    // After a break everything that follows would be wrong, too.
    if (problem) break;
    last = record;
  }
  const problems = [problem ?? problemAtEnd(last, head) ?? problemBeyondEnd(last, noted)].filter(
    (one) => one !== undefined,
  );
  return { records: last.seq, head: { seq: last.seq, hash: last.hash }, problems };
}

/** All records in their order, a page at a time. */
export async function* recordsOf(database: Database): AsyncGenerator<ChainedRecord> {
  for (let last = 0; ; ) {
    const page = await database.query<ChainedRecord>(RECORDS, [last, PAGE]);
    yield* page;
    const end = page.at(-1);
    if (!end || page.length < PAGE) return;
    last = end.seq;
  }
}

function problemWith(record: ChainedRecord, last: AuditHead): string | undefined {
  const { seq, previous, hash } = record;
  if (seq !== last.seq + 1) return `record ${last.seq + 1} is missing: record ${seq} follows record ${last.seq}`;
  if (previous !== last.hash) return `record ${seq} does not follow record ${last.seq}: one of them was replaced`;
  if (hashOf(previous, record.record) !== hash) return `record ${seq} was changed: its hash is another`;
  return undefined;
}

function problemWithNoted({ seq, hash }: ChainedRecord, noted: AuditHead): string | undefined {
  return hash === noted.hash ? undefined : `record ${seq} is not the one that was noted: the trail was written anew`;
}

function problemAtEnd(last: AuditHead, head: AuditHead): string | undefined {
  if (last.seq < head.seq) return `record ${last.seq + 1} is missing: the trail ended with record ${head.seq}`;
  if (last.hash !== head.hash) return `record ${last.seq} is not the last one that was added`;
  return undefined;
}

function problemBeyondEnd(last: AuditHead, noted: AuditHead | undefined): string | undefined {
  if (!noted || noted.seq <= last.seq) return undefined;
  return `record ${last.seq + 1} is missing: record ${noted.seq} was noted earlier`;
}
