import type { Database } from "../store/database.ts";

/** In milliseconds since the epoch, by the clocks that are asked: it is between both. */
export interface TimesNow {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * What time it may be. The clock of whoever is at a command may be wrong, and so may the database's; those that lend have
 * theirs corrected by AWS, and the last record of the trail says what it was.
 *
 * @param own - what time this machine says that it is, in milliseconds since the epoch
 */
export async function timesNow(database: Database, own: number): Promise<TimesNow> {
  const [row] = await database.query<{ now: number; last: string | null }>(
    `SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now,
       (SELECT at FROM audit ORDER BY seq DESC LIMIT 1) AS last`,
  );
  const { last, now = own } = row ?? {};
  return { earliest: Math.min(own, now), latest: Math.max(own, now, last ? Date.parse(last) : 0) };
}
