import { SHA256 } from "bun";
import type { Queries } from "../../store/database.ts";
import type { Rate } from "./token-bucket.ts";

/** One of a limit that all replicas share. */
export interface Take {
  /** Of the limit, such as `person ana`. */
  readonly name: string;
  readonly rate: Rate;
}

/** A limit is used up: nothing was taken, and nothing done. */
export class LimitReached extends Error {
  override readonly name = "LimitReached";
  readonly take: Take;
  /** After so many there will be one, if nobody else takes it. */
  readonly seconds: number;

  constructor(take: Take, seconds: number) {
    super(`${take.name} is used up for ${seconds} s`);
    this.take = take;
    this.seconds = seconds;
  }
}

/** The columns of rows to be written. */
export interface LimitRows {
  readonly nameHashes: readonly string[];
  readonly fullAt: readonly number[];
}

interface Level {
  /** Nothing, in a row that has the time alone. */
  readonly name_hash: string | null;
  readonly full_at: number | null;
}

interface Read extends Level {
  readonly now: number;
}

/** Also says the time when no limit has been used. */
const READ = `
  SELECT now, name_hash, full_at FROM (SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now) AS clock
  LEFT JOIN loan_limit ON name_hash = ANY($1::text[])`;

/**
 * Limits as they are in the database, while a transaction keeps others from changing them. How much is used up is one
 * number, the time at which all of it is there again: it moves by the same span for each that is taken.
 */
export class SharedLimits {
  readonly #now: number;
  readonly #fullAt: Map<string, number>;
  readonly #changed = new Set<string>();

  /**
   * @param now - milliseconds since the epoch
   * @param levels - of the limits that have been used
   */
  constructor(now: number, levels: readonly Level[]) {
    this.#now = now;
    this.#fullAt = new Map(levels.map((level) => [level.name_hash ?? "", level.full_at ?? 0]));
  }

  /** @param queries - a transaction for which those of all replicas wait */
  static async read(queries: Queries, takes: readonly Take[]): Promise<SharedLimits> {
    const rows = await queries.query<Read>(READ, [[...new Set(takes.map(({ name }) => hashOf(name)))]]);
    return new SharedLimits(rows[0]?.now ?? 0, rows);
  }

  /** Takes one of each, or, when one is used up, nothing. */
  take(takes: readonly Take[]): LimitReached | undefined {
    const [now, taken] = [this.#now, new Map<string, number>()];
    for (const take of takes) {
      const { burst, perMinute } = take.rate;
      const [hash, spanMs] = [hashOf(take.name), 60_000 / perMinute];
      // More than all is used up after a change of the limit, or of the database's clock.
      const usedMs = Math.min(burst * spanMs, Math.max(0, (this.#fullAt.get(hash) ?? 0) - now));
      const missingMs = usedMs + spanMs - burst * spanMs;
      if (missingMs > 0) {
        this.#set(hash, now + usedMs);
        return new LimitReached(take, Math.max(1, Math.ceil(missingMs / 1000)));
      }
      taken.set(hash, now + usedMs + spanMs);
    }
    for (const [hash, fullAt] of taken) this.#set(hash, fullAt);
    return undefined;
  }

  /** What has changed. */
  get rows(): LimitRows {
    const nameHashes = [...this.#changed];
    return { nameHashes, fullAt: nameHashes.map((hash) => this.#fullAt.get(hash) ?? 0) };
  }

  #set(hash: string, fullAt: number): void {
    if (this.#fullAt.get(hash) === fullAt) return;
    this.#fullAt.set(hash, fullAt);
    this.#changed.add(hash);
  }
}

/** Removes limits of which all is there: they are as if they had never been used. */
export async function forgetUnusedLimits(queries: Queries): Promise<void> {
  // It waits for no row: somebody who writes several might wait for it in turn.
  await queries.query(
    `DELETE FROM loan_limit WHERE name_hash IN (
       SELECT name_hash FROM loan_limit WHERE full_at < extract(epoch FROM now()) * 1000 FOR UPDATE SKIP LOCKED
     )`,
  );
}

function hashOf(name: string): string {
  return SHA256.hash(name, "hex");
}
