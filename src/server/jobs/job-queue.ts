import type { Database, Queries } from "../store/database.ts";

/** Something to be done once, by any replica. */
export interface NewJob {
  readonly kind: string;
  /** Of a kind and key there is at most one job that waits or runs. */
  readonly key?: string;
  readonly payload?: object;
  /** Not before this long from now. */
  readonly delayMs?: number;
}

/** A job that this replica has for as long as its lease lasts. */
export interface TakenJob {
  readonly id: number;
  readonly kind: string;
  readonly key: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Grows each time the job is taken: who has an older one has lost the job. */
  readonly fence: number;
  /** This one included. */
  readonly attempts: number;
}

/** Another replica has the job by now: nothing of what was done may count. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

const TAKEN = "id, kind, key, payload, fence, attempts";

/** Jobs in the database. Its clock counts for leases, as the replicas' may differ. */
export class JobQueue {
  readonly #database: Database;
  readonly #replica: string;

  constructor(database: Database, replica: string) {
    this.#database = database;
    this.#replica = replica;
  }

  /**
   * Adds a job, or leaves it when one of its kind and key waits or runs.
   *
   * @param queries - a transaction with which the job comes to be or does not
   */
  async add(
    { kind, key, payload = {}, delayMs = 0 }: NewJob,
    queries: Queries = this.#database,
  ): Promise<"added" | "there already"> {
    const rows = await queries.query(
      `INSERT INTO job (kind, key, payload, due_at)
       VALUES ($1, $2, $3::jsonb, now() + $4 * interval '1 millisecond')
       ON CONFLICT (kind, key) WHERE failed_at IS NULL AND key IS NOT NULL DO NOTHING RETURNING id`,
      [kind, key ?? null, JSON.stringify(payload), delayMs],
    );
    return rows.length > 0 ? "added" : "there already";
  }

  /** Adds a job of one kind for each key that has none yet. @returns how many */
  async addMany(
    kind: string,
    jobs: readonly Required<Pick<NewJob, "key" | "payload">>[],
    queries: Queries,
  ): Promise<number> {
    const rows = await queries.query(
      `INSERT INTO job (kind, key, payload)
       SELECT $1, one->>'key', one->'payload' FROM jsonb_array_elements($2::jsonb) AS one
       ON CONFLICT (kind, key) WHERE failed_at IS NULL AND key IS NOT NULL DO NOTHING RETURNING id`,
      [kind, JSON.stringify(jobs)],
    );
    return rows.length;
  }

  /** Takes the job that has waited longest, also one whose holder let its lease end. */
  async take(kinds: readonly string[], leaseMs: number): Promise<TakenJob | undefined> {
    const [job] = await this.#database.query<TakenJob>(
      `UPDATE job SET holder = $1, fence = fence + 1, attempts = attempts + 1,
              due_at = now() + $2 * interval '1 millisecond'
       WHERE id = (
         SELECT id FROM job WHERE kind = ANY($3::text[]) AND failed_at IS NULL AND due_at <= now()
         ORDER BY due_at, id FOR UPDATE SKIP LOCKED LIMIT 1
       ) RETURNING ${TAKEN}`,
      [this.#replica, leaseMs, kinds],
    );
    return job;
  }

  /** @throws {LeaseLost} */
  async renew(job: TakenJob, leaseMs: number): Promise<void> {
    await this.#change(
      this.#database,
      job,
      "UPDATE job SET due_at = now() + $3 * interval '1 millisecond' WHERE id = $1 AND fence = $2 RETURNING id",
      [leaseMs],
    );
  }

  /**
   * Ends the job. What it came to is written with the same transaction, so both count or neither.
   *
   * @throws {LeaseLost} - the transaction must then fail
   */
  finish(job: TakenJob, queries: Queries = this.#database): Promise<void> {
    return this.#change(queries, job, "DELETE FROM job WHERE id = $1 AND fence = $2 RETURNING id");
  }

  /** Puts the job back, to be taken again after a while. @throws {LeaseLost} */
  giveBack(job: TakenJob, delayMs: number): Promise<void> {
    return this.#change(
      this.#database,
      job,
      `UPDATE job SET holder = NULL, due_at = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND fence = $2 RETURNING id`,
      [delayMs],
    );
  }

  /** Puts the job back at once, as if it had not been taken: the replica stops. @throws {LeaseLost} */
  letGo(job: TakenJob): Promise<void> {
    return this.#change(
      this.#database,
      job,
      `UPDATE job SET holder = NULL, due_at = now(), attempts = attempts - 1
       WHERE id = $1 AND fence = $2 RETURNING id`,
    );
  }

  /** Keeps the job for people to look at; its key is free again. @throws {LeaseLost} */
  giveUp(job: TakenJob, why: string): Promise<void> {
    return this.#change(
      this.#database,
      job,
      "UPDATE job SET holder = NULL, failed_at = now(), why = $3 WHERE id = $1 AND fence = $2 RETURNING id",
      [why],
    );
  }

  /** How many jobs of each kind wait or run, and how many were given up. */
  counts(): Promise<readonly JobCount[]> {
    return this.#database.query<JobCount>(
      `SELECT kind, count(*) FILTER (WHERE failed_at IS NULL AND holder IS NULL) AS waiting,
              count(*) FILTER (WHERE failed_at IS NULL AND holder IS NOT NULL) AS running,
              count(*) FILTER (WHERE failed_at IS NOT NULL) AS failed,
              coalesce(max(extract(epoch FROM now() - due_at))
                FILTER (WHERE failed_at IS NULL AND holder IS NULL AND due_at <= now()), 0)::float8 AS delay
       FROM job GROUP BY kind ORDER BY kind`,
    );
  }

  /** A fence that is not the job's present one changes nothing. */
  async #change(
    queries: Queries,
    { id, kind, fence }: TakenJob,
    text: string,
    more: readonly unknown[] = [],
  ): Promise<void> {
    const rows = await queries.query(text, [id, fence, ...more]);
    if (rows.length === 0) throw new LeaseLost(`the job ${kind} ${id} was taken by another replica`);
  }
}

export interface JobCount {
  readonly kind: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  /** For how many seconds the one has been due that waits longest. */
  readonly delay: number;
}
