import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathOf } from "../needs.ts";
import { until } from "../until.ts";

const UID = 65_534;

/** Its standard input ends with this process. */
const WHEN_WE_ARE_GONE =
  'read -r _; pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"; while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"';

/** A PostgreSQL of a test's own, on a socket; everything in it goes with it. */
export interface ThrowAwayPostgres {
  /** The folder of its socket and its data. */
  readonly folder: string;
  /** Of one of its databases. */
  url(database?: string): string;
  /** `immediate`: as when the machine loses its power, as far as other processes can tell. */
  stop(how: "fast" | "immediate"): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

interface PostgresOptions {
  /** `key=value`, as for `postgres -c`. */
  readonly settings?: readonly string[];
  /** Absent: it keeps nothing through a power cut, and is faster. */
  readonly durable?: true;
  /** Of loopback, where the settings have it listen there; it also names the socket. */
  readonly port?: number;
}

/** Makes and starts a PostgreSQL. It refuses to run as root, so root runs it as another user. */
export async function throwAwayPostgres({
  settings = [],
  durable,
  port = 5432,
}: PostgresOptions = {}): Promise<ThrowAwayPostgres> {
  const programs = dirname(pathOf("postgres") ?? "postgres");
  const folder = mkdtempSync(join(tmpdir(), "actas-pg-"));
  if (process.getuid?.() === 0) chownSync(folder, UID, UID);
  const data = join(folder, "data");
  const fast = durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
  const options = [`port=${port}`, "listen_addresses=", `unix_socket_directories=${folder}`, ...fast, ...settings];
  await run(
    [`${programs}/initdb`, "-D", data, "-U", "actas", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"],
    folder,
  );
  let child: Bun.Subprocess | undefined;
  // Bun's test runner ends without telling its modules, so another process sees to it that nothing is left behind.
  const watch = Bun.spawn(["sh", "-c", WHEN_WE_ARE_GONE, "sh", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watch.unref();
  const start = async (): Promise<void> => {
    const words = [`${programs}/postgres`, "-D", data, ...options.flatMap((one) => ["-c", one])];
    child = Bun.spawn(asPostgres(words), { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
    await until("PostgreSQL listens", () => child?.exitCode !== null || existsSync(join(folder, `.s.PGSQL.${port}`)));
    await until(
      "PostgreSQL answers",
      async () => (await exitOf([`${programs}/pg_isready`, "-q", "-h", folder, "-p", `${port}`])) === 0,
    );
  };
  const stop = async (how: "fast" | "immediate"): Promise<void> => {
    child?.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
    await child?.exited;
  };
  await start();
  return {
    folder,
    url: (database = "postgres") => `postgres://actas@/${database}?host=${encodeURIComponent(folder)}`,
    stop,
    start,
    remove: async () => {
      await stop("immediate");
      watch.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function asPostgres(words: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return [...words];
  return [pathOf("setpriv") ?? "setpriv", `--reuid=${UID}`, `--regid=${UID}`, "--clear-groups", "--", ...words];
}

async function run(words: readonly string[], folder: string): Promise<void> {
  const child = Bun.spawn(asPostgres(words), { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const errors = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) throw new Error(`${words[0]} failed: ${errors}`);
}

async function exitOf(words: readonly string[]): Promise<number> {
  return Bun.spawn([...words], { stdio: ["ignore", "ignore", "ignore"] }).exited;
}
