import type { Log } from "../../base/log.ts";
import { reasonOf } from "../../base/system-error.ts";
import type { Database } from "../store/database.ts";
import { pause } from "./pause.ts";

const LEASE_MS = 30_000;

interface LeadOptions {
  /** What there is one of, such as `planner`. */
  readonly name: string;
  readonly replica: string;
  readonly log: Log;
  /** Absent: half a minute. */
  readonly leaseMs?: number;
}

/**
 * Has one replica at a time do `work`, again and again: the one whose lease lasts. Another takes over when it stops, or
 * no longer renews its lease. `work` gets a signal that ends with the lease; what it decides it must still have the
 * database decide, for a replica may sleep through the end of its lease.
 */
export async function lead(
  database: Database,
  { name, replica, log, leaseMs = LEASE_MS }: LeadOptions,
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    const isMine = await takeLease(database, { name, replica, leaseMs }).catch((error: unknown) =>
      log(reasonOf(error)),
    );
    if (isMine) await whileMine(database, { name, replica, log, leaseMs }, work, stop);
    await pause(leaseMs / 3, stop);
  }
}

interface Lease {
  readonly name: string;
  readonly replica: string;
  readonly leaseMs: number;
}

async function takeLease(database: Database, { name, replica, leaseMs }: Lease): Promise<boolean> {
  const rows = await database.query(
    `INSERT INTO lease AS held (name, holder, until) VALUES ($1, $2, now() + $3 * interval '1 millisecond')
     ON CONFLICT (name) DO UPDATE SET holder = $2, until = EXCLUDED.until,
       fence = held.fence + CASE WHEN held.holder = $2 THEN 0 ELSE 1 END
     WHERE held.until < now() OR held.holder = $2 RETURNING fence`,
    [name, replica, leaseMs],
  );
  return rows.length > 0;
}

async function whileMine(
  database: Database,
  lease: Lease & { readonly log: Log },
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  const lost = new AbortController();
  let renewedAt = performance.now();
  const renewing = setInterval(async () => {
    const isMine = await takeLease(database, lease).catch(() => undefined);
    if (isMine) renewedAt = performance.now();
    // A database that does not answer lets the lease end, and another replica may have it.
    if (isMine === false || performance.now() - renewedAt > lease.leaseMs) lost.abort();
  }, lease.leaseMs / 3);
  try {
    await work(AbortSignal.any([stop, lost.signal]));
  } catch (error) {
    lease.log(`${lease.name} failed: ${reasonOf(error)}`);
  } finally {
    clearInterval(renewing);
    if (stop.aborted) await giveUpLease(database, lease);
  }
}

/** So that another replica need not wait for its end. */
async function giveUpLease(database: Database, { name, replica }: Lease): Promise<void> {
  await database
    .query("UPDATE lease SET until = now() WHERE name = $1 AND holder = $2", [name, replica])
    .catch(() => {});
}
