import { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Surroundings } from "../base/surroundings.ts";
import { reasonOf } from "../base/system-error.ts";
import { networkOf } from "../network/network.ts";
import { hostName } from "../system/host-name.ts";
import { assembleParts } from "./assemble-parts.ts";
import { AuditFile } from "./audit/audit-file.ts";
import { KeptAuditTrail } from "./audit/kept-audit-trail.ts";
import type { ServerConfiguration } from "./configuration/server-configuration.ts";
import { aborted } from "./jobs/aborted.ts";
import { gaugesOfJobs } from "./jobs/gauges-of-jobs.ts";
import { ServerDoor } from "./listener/server-door.ts";
import { countedAudit } from "./metrics/counted-audit.ts";
import { type Gauges, only } from "./metrics/measures.ts";
import type { ServerMetrics } from "./metrics/server-metrics.ts";
import type { ServerPart } from "./server-part.ts";
import type { ServerRole } from "./server-role.ts";
import type { ServerTools } from "./server-tools.ts";
import { clocksApart } from "./store/clocks-apart.ts";
import type { Database } from "./store/database.ts";
import { openDatabase } from "./store/open-database.ts";

/** What is done in the background gets as long to end. */
const GRACE_MS = 30_000;

/** A query waits longer, for a database that restarts. */
const SILENCE_MS = 2_000;

/** How a server is run. */
export interface ServerRun {
  readonly configuration: ServerConfiguration;
  readonly roles: readonly ServerRole[];
  readonly surroundings: Surroundings;
  readonly log: Log;
  /** Gets a line of JSON for each request. */
  readonly accessLog: Log;
  /** Called when it serves. */
  readonly serving?: () => void;
  /** Ends it in order. */
  readonly stop: AbortSignal;
}

/**
 * Runs a server until it is told to end. It listens before anything else, so that a port that is taken is told at once,
 * and serves when all its parts are there. Told to end before that, it gives up starting.
 *
 * @throws {ActasError} when it cannot start
 */
export async function runServer(run: ServerRun): Promise<void> {
  const { configuration, log, stop } = run;
  const door = new ServerDoor(configuration, run);
  try {
    await using store = await openStore(run).catch(unlessStopped(stop));
    const parts = store && (await partsOf(run, store, door).catch(unlessStopped(stop)));
    if (!parts || stop.aborted) return log("stops before it has served");
    door.serve(parts);
    log(`serves ${run.roles.join(", ")} at ${door.url}`);
    run.serving?.();
    const work = new AbortController();
    const working = parts.map((part) => workOf(part, work.signal, log));
    await aborted(stop);
    log("stops: it answers what it has been asked");
    await door.close(configuration.drainMs);
    work.abort();
    await Promise.race([Promise.all(working), Bun.sleep(GRACE_MS)]);
  } finally {
    await door.close(0);
  }
}

/** What is wrong with a start that is given up is of no interest. */
function unlessStopped(stop: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!stop.aborted) throw error;
  };
}

async function partsOf(run: ServerRun, store: Store, door: ServerDoor): Promise<readonly ServerPart[]> {
  const { environment } = run.surroundings;
  const tools = toolsOf(run, store, door);
  return [
    storePart(store),
    trailPart(store),
    ...(await assembleParts(tools, run.configuration, { roles: run.roles, environment })),
  ];
}

/** The database and the audit trail, which are closed last. */
interface Store extends AsyncDisposable {
  readonly database: Database;
  readonly audit: KeptAuditTrail;
  readonly clock: Clock;
  readonly replica: string;
}

async function openStore({ configuration, log, stop, surroundings }: ServerRun): Promise<Store> {
  const { auditFile, database: settings } = configuration;
  const clock = new Clock(Date.now, log);
  const replica = `${hostName() || "server"}-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  const file = auditFile === undefined ? undefined : new AuditFile(auditFile);
  file?.prepare();
  const database = await openDatabase(settings, { log, stop, surroundings });
  const apart = await clocksApart(database, Date.now).catch(() => undefined);
  if (apart !== undefined) log(apart);
  const audit = new KeptAuditTrail({ database, ...(file && { file }), clock, log, replica });
  return {
    database,
    audit,
    clock,
    replica,
    [Symbol.asyncDispose]: async () => {
      await audit.settle();
      file?.close();
      await database.close();
    },
  };
}

function toolsOf(
  { log, surroundings }: ServerRun,
  { audit, clock, database, replica }: Store,
  { metrics: measures, url }: { readonly metrics: ServerMetrics; readonly url: string },
): ServerTools {
  const network = networkOf(surroundings.environment);
  return { audit: countedAudit(audit, measures), clock, database, log, measures, network, replica, url };
}

/** Ready while the database answers. */
function storePart({ database }: Store): ServerPart {
  return {
    name: "database",
    routes: [],
    gauges: gaugesOf(database),
    notReady: async () => {
      const answers = database.query("SELECT 1").then(
        () => true,
        () => false,
      );
      const isThere = await Promise.race([answers, Bun.sleep(SILENCE_MS).then(() => false)]);
      return isThere ? undefined : "it does not answer";
    },
  };
}

/** Ready while records can be kept: another replica has another disk. */
function trailPart({ audit }: Store): ServerPart {
  return {
    name: "audit trail",
    routes: [],
    notReady: async () => ((await audit.takesRecords()) ? undefined : "it cannot be written"),
  };
}

function gaugesOf(database: Database): Gauges {
  const { load } = database;
  return {
    ...gaugesOfJobs(database),
    actas_audit_records: async () => {
      const [head] = await database.query<{ seq: number }>("SELECT seq FROM audit_head");
      return only(head?.seq ?? 0);
    },
    ...(load && {
      actas_database_connections: () => {
        const { idle, used } = load();
        return [
          { labels: { state: "used" }, value: used },
          { labels: { state: "idle" }, value: idle },
        ];
      },
      actas_database_waiting: () => only(load().waiting),
    }),
  };
}

/** Work that fails is begun anew: the other parts go on, and `/readyz` of the part says whether it can do without. */
async function workOf({ name, work }: ServerPart, signal: AbortSignal, log: Log): Promise<void> {
  while (work && !signal.aborted) {
    try {
      return await work(signal);
    } catch (error) {
      log(`${name} failed, and begins anew: ${reasonOf(error)}`);
      await Bun.sleep(1_000);
    }
  }
}
