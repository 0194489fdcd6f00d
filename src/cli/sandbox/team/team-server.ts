import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../../base/system-error.ts";
import type { SandboxHome } from "../../../sandbox/home/home.ts";
import type { Sandbox } from "../../../sandbox/start.ts";
import { ACCESS_LOG, SERVER_CONFIG, SERVER_LOG } from "../../../sandbox/team/server-files.ts";
import type { TakenPort } from "../../../sandbox/team/take-port.ts";
import { SERVER_KEYS_PATH } from "../../../sandbox/team/team-settings.ts";
import type { ServerConfiguration } from "../../../server/configuration/server-configuration.ts";

const LOOK_EVERY_MS = 50;
/** It takes seconds; a server that is there without it is better than none. */
const SCAN_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/** Where a team's server runs, and who is told of it. */
interface TeamServerParts {
  readonly sandbox: Sandbox;
  readonly home: SandboxHome;
  /** The port of the server, which gets it. */
  readonly held: TakenPort;
  /** Shows a line that gives way to the next one. */
  readonly progress: (line: string) => void;
  readonly note: (line: string) => void;
  /** Has it end before it is ready. */
  readonly signal: AbortSignal;
}

/** A server of a team, in this process. */
export interface TeamServer {
  /** Ends it, and returns when it has ended. */
  stop(): Promise<void>;
}

/**
 * Runs the team's server of a sandbox as `actas server run` does, with the configuration in its home directory, and
 * waits until it serves and has read the accounts.
 *
 * @throws {ActasError} when it cannot start
 */
export async function startTeamServer({
  held,
  home,
  note,
  progress,
  sandbox,
  signal,
}: TeamServerParts): Promise<TeamServer> {
  progress("actas: starting the team's server …");
  const [{ configurationHere }, { runServer }, { SERVER_ROLES }] = await Promise.all([
    import("../../../server/configuration/configuration-here.ts"),
    import("../../../server/run-server.ts"),
    import("../../../server/server-role.ts"),
  ]);
  const environment = serverEnvironment(home, sandbox);
  const configuration = configurationHere(join(home.path, SERVER_CONFIG), environment);
  const stop = new AbortController();
  signal.addEventListener("abort", () => stop.abort());
  const serving = Promise.withResolvers<void>();
  // The server listens before it does anything else.
  await held.release();
  const running = runServer({
    configuration,
    roles: SERVER_ROLES,
    surroundings: { directory: home.path, environment },
    log: fileLog(join(home.path, SERVER_LOG)),
    accessLog: fileLog(join(home.path, ACCESS_LOG)),
    serving: serving.resolve,
    stop: stop.signal,
  });
  const server = {
    stop: async () => {
      stop.abort();
      await Promise.race([running.catch(() => {}), Bun.sleep(STOP_LIMIT_MS)]);
    },
  };
  try {
    await Promise.race([serving.promise, running]);
    signal.throwIfAborted();
    await firstScan(configuration, environment, { progress, signal });
  } catch (error) {
    await server.stop();
    throw error;
  }
  running.catch((error) => note(`the team's server has ended: ${reasonOf(error)}`));
  return server;
}

/** Only what is named: nothing of the user's leads it to another database, or another AWS. */
function serverEnvironment({ environment, path }: SandboxHome, { url }: Sandbox): Readonly<Record<string, string>> {
  const { NO_PROXY = "", PATH = "" } = environment;
  return {
    HOME: path,
    PATH,
    NO_PROXY,
    no_proxy: NO_PROXY,
    AWS_ENDPOINT_URL: url,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url + SERVER_KEYS_PATH,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

async function firstScan(
  { database: settings }: ServerConfiguration,
  environment: Readonly<Record<string, string>>,
  { progress, signal }: Pick<TeamServerParts, "progress" | "signal">,
): Promise<void> {
  const [{ openBeside }, { lastScan }] = await Promise.all([
    import("../../../server/store/open-beside.ts"),
    import("../../../server/scanning/last-scan.ts"),
  ]);
  const surroundings = { directory: "/", environment };
  const database = await openBeside(settings, { log: () => {}, surroundings });
  try {
    for (const end = performance.now() + SCAN_LIMIT_MS; performance.now() < end; await Bun.sleep(LOOK_EVERY_MS)) {
      signal.throwIfAborted();
      const scan = await lastScan(database);
      if (scan?.isOver) return;
      if (scan?.accounts) progress(`actas: reading the accounts: ${scan.read + scan.failed} of ${scan.accounts} …`);
    }
  } finally {
    await database.close();
  }
}

/** What cannot be written is not said: the directory goes before the last words do. */
function fileLog(path: string): (line: string) => void {
  return (line) => {
    try {
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      // Nobody could read it.
    }
  };
}
