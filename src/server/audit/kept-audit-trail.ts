import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { reasonOf } from "../../base/system-error.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { Database, Queries } from "../store/database.ts";
import type { AuditFile } from "./audit-file.ts";
import type { AuditRecord, AuditTrail } from "./audit-record.ts";
import { type ChainedRecord, chain, lineOf } from "./chained-record.ts";

/** So many records share a transaction, at most. */
const MOST_AT_ONCE = 200;

interface TrailParts {
  readonly database: Database;
  /** Absent: the trail is in the database only. */
  readonly file?: AuditFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly replica: string;
}

interface Waiting {
  readonly record: AuditRecord;
  readonly at: number;
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The audit trail: a table, to which all replicas add one chain, and a file of each replica. A record is in the table
 * before it is in the file, so every line of a file that is whole must be in the table. Records that come while others
 * are written go into one transaction.
 */
export class KeptAuditTrail implements AuditTrail {
  readonly #parts: TrailParts;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(parts: TrailParts) {
    this.#parts = parts;
  }

  record(record: AuditRecord): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ record, at: this.#parts.clock.now(), kept: resolve, failed: reject });
    this.#writing ??= this.#write();
    return promise;
  }

  /** Ends when all is written that was asked for. */
  async settle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    // What is asked for in the same moment is in the same batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MOST_AT_ONCE);
      this.#waiting = this.#waiting.slice(MOST_AT_ONCE);
      try {
        await this.#keep(batch);
        for (const { kept } of batch) kept();
      } catch (error) {
        this.#parts.log(`cannot keep the audit trail: ${reasonOf(error)}`);
        for (const { failed } of batch) failed(unavailable());
      }
    }
    this.#writing = undefined;
  }

  async #keep(batch: readonly Waiting[]): Promise<void> {
    const { database, file, replica } = this.#parts;
    const records = await database.transaction((queries) => append(queries, batch, replica));
    await file?.add(records.map(lineOf));
  }
}

async function append(queries: Queries, batch: readonly Waiting[], replica: string): Promise<ChainedRecord[]> {
  const [head] = await queries.query<{ seq: number; hash: string }>("SELECT seq, hash FROM audit_head FOR UPDATE");
  if (!head) throw new Error("the table audit_head is empty");
  const records: ChainedRecord[] = [];
  for (const { record, at } of batch) records.push(chain(record, records.at(-1) ?? head, { at, replica }));
  await queries.query(
    `INSERT INTO audit (seq, previous, hash, record)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])`,
    [
      records.map(({ seq }) => seq),
      records.map(({ previous }) => previous),
      records.map(({ hash }) => hash),
      records.map(({ record }) => record),
    ],
  );
  const last = records.at(-1) ?? head;
  await queries.query("UPDATE audit_head SET seq = $1, hash = $2", [last.seq, last.hash]);
  return records;
}

function unavailable(): HttpRefusal {
  return new HttpRefusal(503, "temporarily_unavailable", "cannot lend: the audit trail cannot be written", {
    "retry-after": "10",
  });
}
