import { AGENT_LOCK } from "../agent-api/agent-lock.ts";
import { listenUnix, rejectWaitingClients } from "../agent-api/listen-unix.ts";
import { counted } from "../base/counted.ts";
import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import { Lock } from "../files/lock.ts";
import { ownPaths } from "../files/own-paths.ts";
import type { Paths } from "../files/paths.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../files/private-directory.ts";
import { lockWithin } from "../files/wait-for-lock.ts";
import { logFile } from "../persistence/log-file.ts";
import type { Share } from "../persistence/open-persistence.ts";
import { createRequestTools } from "../requests/request-tools.ts";
import { readSettings } from "../settings/settings.ts";
import type { Settings } from "../settings/settled-settings.ts";
import { print } from "../system/print.ts";
import { harden } from "../system/processes/hardening.ts";
import { ProcessWatch } from "../system/processes/process-watch.ts";
import { Agent } from "./agent.ts";
import { Endpoint } from "./endpoint/endpoint.ts";
import { Supply } from "./endpoint/supply.ts";
import { CredentialFiles } from "./grants/credential-files.ts";
import { GrantFiles } from "./grants/grant-files.ts";
import { Grants } from "./grants/grants.ts";
import { RenewedFiles } from "./grants/renewed-files.ts";
import { tellProgram } from "./grants/tell-program.ts";
import { handle } from "./handle.ts";
import { idleTimeout } from "./idle-timeout.ts";
import { IdleTimer } from "./idle-timer.ts";
import { Place } from "./place.ts";
import { errorMessage, listenOnSocket } from "./socket/listen-on-socket.ts";
import { SpareMemory } from "./spare-memory.ts";

/** Another process may look at the lock for a moment. */
const LOCK_TIMEOUT_MS = 200;
/** Time for what has just changed to be written: a keyring may be slow. A successor has it all, and waits for this. */
const LAST_WRITES_MS = { removed: 10_000, "handed-over": 2_000 };
/** Time for the last answer to reach the socket. */
const LAST_WORDS_MS = 10;

/** The descriptors of lock and socket in an agent that was started by a command or by another agent. */
const LOCK_FD = 3;
const SOCKET_FD = 4;

/** What started it: a person or a service manager; a command that has opened the socket; the previous agent. */
export type AgentRole = "first" | "started" | "successor";

/**
 * Becomes the agent: hardens the process, takes the lock, takes up the grants of the previous agent, and answers the
 * socket until it is stopped or idle. A `successor` gets sign-ins and cache from the agent that started it.
 *
 * @throws {ActasError} why it cannot start; nothing is left open then
 */
export async function runAgent(role: AgentRole): Promise<void> {
  try {
    await begin(role);
  } catch (error) {
    if (role === "started" && error instanceof ActasError) rejectWaitingClients(SOCKET_FD, errorMessage(error));
    // The agent before it hears of it on standard output, and goes on.
    if (role === "successor" && error instanceof ActasError) print(errorMessage(error));
    throw error;
  }
}

async function begin(role: AgentRole): Promise<void> {
  const paths = ownPaths();
  const warnings = harden();
  const settings = await readSettings(paths.config);
  const idleSeconds = idleTimeout(settings, process.env);
  const tools = createRequestTools(await shareFor(settings, paths, (problem) => warn(problem)));
  const runtime = makePrivateDirectory(paths.runtime);
  const lock = await (role === "first" ? takeLock(runtime) : new Lock(LOCK_FD));
  const log = logFile(`${paths.state}/log`);
  const warn = (problem: string): void => {
    warnings.push(problem);
    log(problem);
  };

  const files = new GrantFiles(runtime);
  const watch = new ProcessWatch((pid) => grants.ended(pid));
  const grants: Grants = new Grants(files, watch);
  const supply = new Supply({ tools, grants });
  const endpoint = new Endpoint({ supply, grants, files, log });
  const renewedFiles = new RenewedFiles({
    ...{ supply, grants, files: new CredentialFiles(runtime), tell: tellProgram },
    now: tools.clock.now,
  });
  if (role === "successor") {
    const { takeOver } = await import("./hand-over/hand-over.ts");
    await takeOver(tools, () => endpoint.hold());
  }
  lock.sign(process.pid);
  grants.restore();
  await endpoint.reopen();
  renewedFiles.resume();
  const idle = new IdleTimer(
    idleSeconds,
    () => grants.list().length > 0,
    () => end("idle"),
  );
  const memory = new SpareMemory((problem) => warnings.push(problem));
  const inUse = (): Disposable => {
    const uses = new DisposableStack();
    uses.use(memory.inUse());
    uses.use(idle.inUse());
    return uses;
  };

  const end = async (why: string, successor?: "successor"): Promise<{ readonly lost: number }> => {
    const socket = successor ? "handed-over" : "removed";
    place.leave(socket);
    log(`agent ${process.pid} ends: ${why}`);
    await Promise.race([tools.persistence?.written(), Bun.sleep(LAST_WRITES_MS[socket])]);
    const lost = successor ? 0 : (tools.persistence?.unwritten ?? 0);
    if (lost > 0) log(`not kept, because the keyring did not answer in time: ${counted(lost, "change")}`);
    await (successor ? endpoint.leave() : endpoint.close());
    setTimeout(() => process.exit(0), LAST_WORDS_MS);
    return { lost };
  };
  const agent = new Agent({
    ...{ tools, grants, endpoint, supply, renewedFiles, paths, log, warnings, inUse, end },
    place: () => place.descriptors,
  });
  const place: Place = new Place(
    {
      ...{ runtime, lock, log, socket: paths.socket },
      listen: (fd) => listenOnSocket(fd, paths.socket, (line, connection) => handle(agent, line, connection), log),
      // Running programs still find its endpoint. No command finds it any more, to use its sign-ins or to end it.
      lost: (why) => void (grants.list().length > 0 || end(why)),
    },
    role === "first" ? listenUnix(runtime, paths.socket) : SOCKET_FD,
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(signal));
  // Either would end the agent, and with it every sign-in.
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => log(`bug: ${error instanceof Error ? error.stack : "unknown"}`));
  }
  memory.lookLater();
  // The one before may not have been able to keep what it has handed over.
  if (role === "successor" && tools.cache.size + tools.signIns.list().length > 0) void tools.recall?.();
  log(`agent ${process.pid} version ${VERSION} started, ${grants.list().length} grants`);
}

/** Loads what is needed to keep anything only where the user has chosen that. */
async function shareFor(
  { persist }: Settings,
  paths: Paths,
  stopped: (problem: string) => void,
): Promise<Share | undefined> {
  if (persist === "none") return undefined;
  const { openPersistence } = await import("../persistence/open-persistence.ts");
  return openPersistence(persist, paths, "agent", stopped);
}

async function takeLock(runtime: PrivateDirectory): Promise<Lock> {
  const lock = await lockWithin(runtime, AGENT_LOCK, { limitMs: LOCK_TIMEOUT_MS });
  if (lock) return lock;
  throw new ActasError("agent-unreachable", "cannot start the agent: one is running already", {
    hints: ["`actas agent status` says which"],
  });
}
