import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { ActasError } from "../../../base/errors.ts";
import type { Log } from "../../../base/log.ts";
import { reasonOf, systemError } from "../../../base/system-error.ts";
import type { PrivateDirectory } from "../../../files/private-directory.ts";
import { isRunning } from "../../../system/processes/is-running.ts";
import { LONGEST_SOCKET_PATH } from "../../../system/unix-socket.ts";
import { makeData } from "./make-data.ts";
import { POSTGRES_ENVIRONMENT } from "./postgres-environment.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { reasonPrinted } from "./reason-printed.ts";

const DATA = "postgres";
/** Within the folder of a database: where the socket of its PostgreSQL is. */
export const SOCKETS = "run";
const SOCKET_FILE = ".s.PGSQL.5432";
const LOG_FILE = "postgres.log";
/** Recovery after a power cut may take long; a start that fails says so at once. */
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;
const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;

/** What is at a socket: a PostgreSQL that can be asked, one that starts or stops, or none. */
export type PostgresState = "ready" | "busy" | "absent";

interface ManagedSettings {
  /** Of this server alone: its data, its socket and its log. */
  readonly directory: PrivateDirectory;
  readonly programs: PostgresPrograms;
  readonly probe: (socketFolder: string) => Promise<PostgresState>;
  readonly log: Log;
  /** Gives up starting it. */
  readonly stop?: AbortSignal;
}

/** The major version of PostgreSQL that made the data in a directory; undefined where there is none. */
export function versionOfData(directory: PrivateDirectory): number | undefined {
  try {
    return Number(readFileSync(directory.at(`${DATA}/PG_VERSION`), "utf8").trim());
  } catch {
    return undefined;
  }
}

/** The folder of the socket, for `host` of a connection. */
export function socketFolderOf(directory: PrivateDirectory): string {
  return `${directory.path}/${SOCKETS}`;
}

/**
 * A PostgreSQL of this server's own, as its child: it listens on a socket in a private directory, and on no port. It is
 * started again when it ends by itself. One that a killed server left running is stopped first.
 */
export class ManagedPostgres {
  readonly #settings: ManagedSettings;
  readonly #probe: () => Promise<PostgresState>;
  #child: Bun.Subprocess | undefined;
  #isStopping = false;

  private constructor(settings: ManagedSettings) {
    this.#settings = settings;
    this.#probe = () => settings.probe(socketFolderOf(settings.directory));
  }

  /** @throws {ActasError} `system`, `configuration` */
  static async start(settings: ManagedSettings): Promise<ManagedPostgres> {
    const { directory, stop } = settings;
    refuseLongSocket(directory);
    directory.make(SOCKETS)[Symbol.dispose]();
    if (versionOfData(directory) === undefined) await makeData(directory, DATA, settings);
    const managed = new ManagedPostgres(settings);
    await managed.#stopLeftOver();
    stop?.throwIfAborted();
    const giveUp = (): Promise<void> => managed.stop();
    stop?.addEventListener("abort", giveUp);
    try {
      await managed.#start();
    } finally {
      stop?.removeEventListener("abort", giveUp);
      if (stop?.aborted) await giveUp();
    }
    return managed;
  }

  /** In order: open transactions are rolled back, and nothing has to be recovered at the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    child.kill("SIGINT");
    const end = await Promise.race([child.exited, Bun.sleep(STOP_LIMIT_MS)]);
    // It leaves no data half-written, but recovers at the next start.
    if (end === undefined) child.kill("SIGQUIT");
    await child.exited;
  }

  async #start(): Promise<void> {
    const { directory, programs } = this.#settings;
    const log = openLog(directory);
    try {
      // In a session of its own: Ctrl-C is for the server, which stops it last.
      this.#child = Bun.spawn([`${programs.folder}/postgres`, ...options(directory)], {
        cwd: directory.path,
        env: POSTGRES_ENVIRONMENT,
        stdio: ["ignore", log, log],
        detached: true,
      });
    } catch (error) {
      throw systemError(error, "start PostgreSQL");
    } finally {
      closeSync(log);
    }
    await this.#untilReady(this.#child);
    void this.#child.exited.then(() => this.#startAgain());
  }

  async #untilReady(child: Bun.Subprocess): Promise<void> {
    for (const end = performance.now() + START_LIMIT_MS; performance.now() < end; await Bun.sleep(LOOK_EVERY_MS)) {
      if (child.exitCode !== null || child.signalCode !== null) break;
      if ((await this.#probe()) === "ready") return;
    }
    child.kill("SIGQUIT");
    throw new ActasError("system", `cannot start PostgreSQL: ${lastWords(this.#settings.directory)}`, {
      hints: [`read ${this.#settings.directory.path}/${LOG_FILE}`],
    });
  }

  /** Meanwhile requests fail, and are answered as when a database restarts. */
  async #startAgain(): Promise<void> {
    for (let pauseMs = LOOK_EVERY_MS; !this.#isStopping; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      this.#settings.log("PostgreSQL ended by itself; it is started again");
      try {
        return await this.#start();
      } catch (error) {
        this.#settings.log(reasonOf(error));
        await Bun.sleep(pauseMs);
      }
    }
  }

  /** Our lock says that no other server runs, so what answers there has been left by one that was killed. */
  async #stopLeftOver(): Promise<void> {
    if ((await this.#probe()) === "absent") return;
    const pid = Number(
      readFileSync(this.#settings.directory.at(`${SOCKETS}/${SOCKET_FILE}.lock`), "utf8").split("\n")[0],
    );
    this.#settings.log(`stopping PostgreSQL, pid ${pid}, that an earlier server left running`);
    process.kill(pid, "SIGINT");
    for (const end = performance.now() + STOP_LIMIT_MS; isRunning(pid); await Bun.sleep(LOOK_EVERY_MS)) {
      this.#settings.stop?.throwIfAborted();
      if (performance.now() >= end) throw new ActasError("system", `cannot stop PostgreSQL, pid ${pid}: it goes on`);
    }
  }
}

function options(directory: PrivateDirectory): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: `"${socketFolderOf(directory)}"`,
    unix_socket_permissions: "0700",
    log_destination: "stderr",
    logging_collector: "off",
    // A statement's text may hold what people are called.
    log_min_error_statement: "panic",
    log_timezone: "UTC",
    timezone: "UTC",
  };
  return [
    "-D",
    `${directory.path}/${DATA}`,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

function openLog(directory: PrivateDirectory): number {
  try {
    return openSync(directory.at(LOG_FILE), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  } catch (error) {
    throw systemError(error, `write ${directory.path}/${LOG_FILE}`);
  }
}

function lastWords(directory: PrivateDirectory): string {
  return reasonPrinted(readFileSync(directory.at(LOG_FILE), "utf8"));
}

function refuseLongSocket(directory: PrivateDirectory): void {
  const path = `${socketFolderOf(directory)}/${SOCKET_FILE}`;
  const length = Buffer.byteLength(path);
  if (length <= LONGEST_SOCKET_PATH) return;
  const limit = `the path of its socket would be ${length} bytes long, and the system takes ${LONGEST_SOCKET_PATH}`;
  throw new ActasError("configuration", `cannot keep a database in ${directory.path}: ${limit}`, {
    hints: ["name a folder with a shorter path as `database.folder`"],
  });
}
