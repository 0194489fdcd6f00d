import type { Environment } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import { LONGEST_SOCKET_PATH } from "../system/unix-socket.ts";
import { beforeSlash, homeAsSet, refuseUndecoded } from "./home.ts";

const KEEPING = "tell where to keep files";

/**
 * The directories of actas, by the XDG Base Directory Specification on every system.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export interface Paths {
  /** Socket, lock, grants and token files; gone at logout where the system has a runtime directory. */
  readonly runtime: string;
  readonly socket: string;
  /** Logs. */
  readonly state: string;
  /** `config.json`. */
  readonly config: string;
}

/**
 * `ACTAS_AGENT_SOCK` moves the socket, and with it all other run-time files of the agent.
 *
 * @param runtimeHome - the user's own runtime directory, if there is one
 * @param hostName - tells this machine's agent from those of other machines with the same HOME
 * @throws {ActasError} `configuration` when HOME is needed and is not set or is relative, or when the socket's path is
 *   too long for the system; and as {@link refuseUndecoded}
 */
export function pathsFrom(environment: Environment, runtimeHome: string | undefined, hostName: string): Paths {
  const state = `${named("XDG_STATE_HOME", environment) ?? `${homeIn(environment)}/.local/state`}/actas`;
  const socket =
    named("ACTAS_AGENT_SOCK", environment) ??
    (runtimeHome ? socketBelow(runtimeHome) : `${state}/${runNamed(hostName)}/agent.sock`);
  refuseLongPath(socket);
  return {
    runtime: socket.slice(0, socket.lastIndexOf("/")),
    socket,
    state,
    config: `${named("XDG_CONFIG_HOME", environment) ?? `${homeIn(environment)}/.config`}/actas`,
  };
}

/**
 * The path of the socket by the environment alone, without checking who owns the directory; undefined if the
 * environment does not tell. Use it only to find out whether an agent of this user, which has checked, listens there.
 */
export function likelySocket({ ACTAS_AGENT_SOCK, XDG_RUNTIME_DIR }: Environment): string | undefined {
  const runtimeHome = absolute(XDG_RUNTIME_DIR);
  const socket = absolute(ACTAS_AGENT_SOCK) ?? (runtimeHome && socketBelow(runtimeHome));
  return socket && bytesOf(socket) <= LONGEST_SOCKET_PATH ? socket : undefined;
}

function socketBelow(runtimeHome: string): string {
  return `${runtimeHome}/actas/agent.sock`;
}

/** On Linux a machine may have any name, even one with a slash. */
function runNamed(hostName: string): string {
  return hostName ? `run-${hostName.replace(/[^\w.-]/g, "_")}` : "run";
}

function named(variable: "XDG_STATE_HOME" | "XDG_CONFIG_HOME" | "ACTAS_AGENT_SOCK", environment: Environment) {
  const path = absolute(environment[variable]);
  return path && refuseUndecoded(variable, path, KEEPING);
}

/** HOME as set, never the user database's: where HOME was removed on purpose, nothing is stored elsewhere instead. */
function homeIn(environment: Environment): string {
  const path = homeAsSet(environment, KEEPING);
  if (path) return beforeSlash(path);
  throw new ActasError("configuration", `cannot ${KEEPING}: HOME is not set`, {
    hints: ["set HOME, or XDG_STATE_HOME and XDG_CONFIG_HOME"],
  });
}

function refuseLongPath(socket: string): void {
  const length = bytesOf(socket);
  if (length <= LONGEST_SOCKET_PATH) return;
  const limit = `it is ${length} bytes long, and the system takes ${LONGEST_SOCKET_PATH}`;
  throw new ActasError("configuration", `cannot use ${socket} as the agent's socket: ${limit}`, {
    hints: ["set XDG_RUNTIME_DIR to a directory with a shorter path, or ACTAS_AGENT_SOCK to a shorter one"],
  });
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The specification demands that relative paths be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith("/") ? path : undefined;
}
