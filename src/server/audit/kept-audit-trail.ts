import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import { reasonOf } from "../../base/system-error.ts";
import { HttpRefusal } from "../http-refusal.ts";
import { type LimitReached, type LimitRows, SharedLimits, type Take } from "../lending/limits/shared-limits.ts";
import type { Database, Queries } from "../store/database.ts";
import type { AuditFile } from "./audit-file.ts";
import type { AuditRecord, AuditTrail } from "./audit-record.ts";
import { type ChainedRecord, chain, lineOf } from "./chained-record.ts";
import type { AuditHead } from "./verify-audit.ts";

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
  readonly takes: readonly Take[];
  readonly at: number;
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The audit trail: a table, to which all replicas add one chain, and a file of each replica. A record is in the table
 * before it is in the file, so every line of a file that is whole must be in the table. Records that come while others
 * are written go into one transaction. While one has the head of the chain no other replica adds a record, so that is
 * when limits which they share are looked at and used up.
 */
export class KeptAuditTrail implements AuditTrail {
  readonly #parts: TrailParts;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** The last record did not get into the file. */
  #isShut = false;

  constructor(parts: TrailParts) {
    this.#parts = parts;
  }

  record(record: AuditRecord, takes: readonly Take[] = []): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ record, takes, at: this.#parts.clock.now(), kept: resolve, failed: reject });
    this.#writing ??= this.#write();
    return promise;
  }

  /** Whether the file takes records. Once it did not, it is tried again here: nobody may come to ask for a loan. */
  async takesRecords(): Promise<boolean> {
    if (this.#isShut && !this.#writing) {
      this.#writing = this.#write();
      await this.#writing;
    }
    return !this.#isShut;
  }

  /** Ends when all is written that was asked for. */
  async settle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    // What is asked for in the same moment is in the same batch.
    await Promise.resolve();
    if (this.#isShut) await this.#mend();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MOST_AT_ONCE);
      this.#waiting = this.#waiting.slice(MOST_AT_ONCE);
      try {
        const reached = await this.#keep(batch);
        for (const waiting of batch) settle(waiting, reached.get(waiting));
      } catch (error) {
        this.#parts.log(`cannot keep the audit trail: ${reasonOf(error)}`);
        for (const { failed } of batch) failed(unavailable());
      }
    }
    this.#writing = undefined;
  }

  async #mend(): Promise<void> {
    try {
      await this.#parts.file?.mend();
      this.#isShut = false;
    } catch {
      // Why was said when it began.
    }
  }

  /** @returns which were not kept because a limit is used up */
  async #keep(batch: readonly Waiting[]): Promise<ReadonlyMap<Waiting, LimitReached>> {
    const { database, file, replica } = this.#parts;
    const { reached, records } = await database.transaction((queries) => append(queries, batch, replica));
    if (records.length === 0 || !file) return reached;
    try {
      await file.add(records.map(lineOf));
      this.#isShut = false;
    } catch (error) {
      this.#isShut = true;
      throw error;
    }
    return reached;
  }
}

function settle({ failed, kept }: Waiting, reached: LimitReached | undefined): void {
  if (reached) failed(reached);
  else kept();
}

interface Appended {
  readonly records: readonly ChainedRecord[];
  readonly reached: ReadonlyMap<Waiting, LimitReached>;
}

async function append(queries: Queries, batch: readonly Waiting[], replica: string): Promise<Appended> {
  const [head] = await queries.query<AuditHead>("SELECT seq, hash FROM audit_head FOR UPDATE");
  if (!head) throw new Error("the table audit_head is empty");
  const takes = batch.flatMap((waiting) => waiting.takes);
  // A statement of its own: what waited for the head would see limits as they were when it began to wait.
  const limits = takes.length > 0 ? await SharedLimits.read(queries, takes) : undefined;
  const records: ChainedRecord[] = [];
  const reached = new Map<Waiting, LimitReached>();
  for (const waiting of batch) {
    const limit = limits?.take(waiting.takes);
    if (limit) reached.set(waiting, limit);
    else records.push(chain(waiting.record, records.at(-1) ?? head, { at: waiting.at, replica }));
  }
  await write(queries, records, records.at(-1) ?? head, limits?.rows);
  return { records, reached };
}

/** One statement, for all others wait for it. */
const ADD = `
  WITH added AS (
    INSERT INTO audit (seq, previous, hash, record)
    SELECT * FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[])
  )`;
const MOVE_HEAD = "UPDATE audit_head SET seq = $1, hash = $2";
const USE_UP = `
  , used AS (
    INSERT INTO loan_limit (name_hash, full_at) SELECT * FROM unnest($7::text[], $8::float8[])
    ON CONFLICT (name_hash) DO UPDATE SET full_at = EXCLUDED.full_at
  )`;

async function write(
  queries: Queries,
  records: readonly ChainedRecord[],
  { hash: lastHash, seq: lastSeq }: AuditHead,
  limits: LimitRows | undefined,
): Promise<void> {
  const values = [
    lastSeq,
    lastHash,
    records.map(({ seq }) => seq),
    records.map(({ previous }) => previous),
    records.map(({ hash }) => hash),
    records.map(({ record }) => record),
  ];
  if (!limits) return void (await queries.query(ADD + MOVE_HEAD, values));
  await queries.query(ADD + USE_UP + MOVE_HEAD, [...values, limits.nameHashes, limits.fullAt]);
}

function unavailable(): HttpRefusal {
  return new HttpRefusal(503, "temporarily_unavailable", "cannot lend: the audit trail cannot be written", {
    "retry-after": "10",
  });
}
