import { chmodSync, lstatSync, rmSync } from "node:fs";
import { systemError } from "../base/system-error.ts";
import type { PrivateDirectory } from "../files/private-directory.ts";
import { libc } from "../system/libc.ts";
import { addressOf, closeUnix, newUnixSocket } from "../system/unix-socket.ts";
import { writeBytes } from "../system/write-bytes.ts";

/** More waiting commands than a machine can run. The system lowers it to its own limit (somaxconn). */
const QUEUE = 4096;

const c = libc({
  bind: { args: ["i32", "ptr", "u32"], returns: "i32" },
  listen: { args: ["i32", "i32"], returns: "i32" },
});
const accepting = libc({
  accept: { args: ["i32", "ptr", "ptr"], returns: "i32" },
});

/**
 * Opens a Unix socket that clients can connect to from now on, even before any process accepts their connections. The
 * caller holds the lock that belongs to it, so an existing socket was left over by a process that has ended.
 *
 * @param directory - the one that holds it
 * @returns its descriptor, which accepts no connection by itself and is closed at exec
 * @throws {ActasError} `system` when something else is in its place, or the system refuses
 */
export function listenUnix(directory: PrivateDirectory, path: string): number {
  let fd = -1;
  try {
    const place = directory.at(path.slice(path.lastIndexOf("/") + 1));
    removeLeftOver(place);
    fd = newUnixSocket();
    const address = addressOf(path);
    if (c().bind(fd, address, address.length) !== 0) throw new Error(c().reason());
    chmodSync(place, 0o600);
    listenAgain(fd);
    return fd;
  } catch (error) {
    if (fd >= 0) closeUnix(fd);
    throw systemError(error, `listen at ${path}`, ["set ACTAS_AGENT_SOCK to a path where nothing is yet"]);
  }
}

/** Makes the kernel name this process as the peer to clients that connect from now on. */
export function listenAgain(fd: number): void {
  if (c().listen(fd, QUEUE) !== 0) throw new Error(c().reason());
}

/** Sends one line to every client in the queue, and closes its connection. */
export function rejectWaitingClients(fd: number, line: string): void {
  for (;;) {
    const connection = accepting().accept(fd, null, null);
    if (connection < 0) return;
    writeBytes(connection, line);
    closeUnix(connection);
  }
}

function removeLeftOver(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there && !there.isSocket()) throw Object.assign(new Error("in the way"), { code: "EEXIST" });
  rmSync(path, { force: true });
}
