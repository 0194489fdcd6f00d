import { counted } from "../../base/counted.ts";
import type { Queries } from "./database.ts";

/** A proof of a key is good for a minute, and so are groups. */
const WORTH_SAYING_MS = 60_000;

/**
 * A sentence for whoever runs a server when the clocks of its machine and of its database differ, else undefined. By both
 * it is judged what has ended, and neither says which of them is wrong.
 *
 * @param now - by this machine, in milliseconds since the epoch
 */
export async function clocksApart(database: Queries, now: () => number): Promise<string | undefined> {
  const before = now();
  const [row] = await database.query<{ now: number }>(
    "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now",
  );
  const after = now();
  if (!row) return undefined;
  // It was some time in between: the answer may have taken long.
  const ahead = before > row.now ? before - row.now : Math.min(after - row.now, 0);
  if (Math.abs(ahead) < WORTH_SAYING_MS) return undefined;
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const howFar = `${counted(minutes, "minute")} ${ahead > 0 ? "ahead of" : "behind"}`;
  return `the clock of this machine is ${howFar} the database's; until both are right, people may not be able to sign in`;
}
