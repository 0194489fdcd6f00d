import { type FSWatcher, lstatSync, rmSync, watch } from "node:fs";
import { AGENT_LOCK, agentLockOf } from "../agent-api/agent-lock.ts";
import { listenUnix } from "../agent-api/listen-unix.ts";
import type { Log } from "../base/log.ts";
import { reasonOf } from "../base/system-error.ts";
import { type Lock, tryLock } from "../files/lock.ts";
import type { PrivateDirectory } from "../files/private-directory.ts";
import { fileStatus } from "../system/file-status.ts";
import { holderOf } from "../system/lock-holder.ts";

/** How often the agent looks after its start, and while something is wrong. */
const LOOK_EVERY_MS = 1_000;
/** The same while the system tells when a file is removed. It does not tell when their directory is moved. */
const LOOK_WHILE_TOLD_MS = 60_000;
const ENOENT = 2;
const ENOTDIR = 20;

/** Something that takes the connections of a listening descriptor. */
export interface Listening {
  stop(): void;
}

interface PlaceParts {
  readonly runtime: PrivateDirectory;
  readonly socket: string;
  readonly lock: Lock;
  readonly listen: (fd: number) => Listening;
  readonly log: Log;
  /** Called at every look that finds this agent out of reach of commands, with the reason for the log. */
  readonly lost: (why: string) => void;
}

/**
 * The agent's place among the files: its lock and its socket. Both may be removed, with the directory even, as systemd
 * does when a user has logged out. Commands would then find no agent although there is one. So the agent looks whether
 * both are still its own, and takes its place again, or says that it is lost.
 */
export class Place {
  readonly #parts: PlaceParts;
  #timer: Timer;
  #told: FSWatcher | undefined;
  #lock: Lock;
  #fd: number;
  #inode: number | undefined;
  #listening: Listening;
  #said = "";

  /** @param fd - the socket, open already */
  constructor(parts: PlaceParts, fd: number) {
    this.#parts = parts;
    this.#lock = parts.lock;
    this.#fd = fd;
    this.#inode = inodeOf(parts.socket);
    this.#listening = parts.listen(fd);
    this.#timer = this.#every(LOOK_EVERY_MS);
  }

  /** Passed on to a successor, so that no command is refused meanwhile. */
  get descriptors(): readonly [lock: number, socket: number] {
    return [this.#lock.fd, this.#fd];
  }

  look(): void {
    if (this.#isMine()) this.#lookSeldom();
    else if (this.#told) this.#lookOften();
  }

  /** Whether all was as it should be; what was not is put right, if that can be done. */
  #isMine(): boolean {
    try {
      if (!this.#lock.isAt(agentLockOf(this.#parts.socket)) && !this.#takeLock()) this.#giveUpIfTaken();
      else if (!this.#isSocketMine()) this.#listenAnew();
      else return true;
    } catch (error) {
      this.#say(`cannot be reached: ${reasonOf(error)}`);
      // Such as /run/user/UID, which only root makes: commands have gone elsewhere by now.
      if (isGone(parentOf(this.#parts.runtime.path))) this.#parts.lost("its directory is gone");
    }
    return false;
  }

  /** Takes no more connections. The socket is removed, unless a successor has it. */
  leave(socket: "removed" | "handed-over"): void {
    clearInterval(this.#timer);
    this.#told?.close();
    this.#listening.stop();
    if (socket === "removed" && this.#isSocketMine()) rmSync(this.#parts.socket, { force: true });
  }

  /** From now on the system tells. */
  #lookSeldom(): void {
    this.#said = "";
    if (this.#told) return;
    try {
      this.#told = watch(this.#parts.runtime.path, { persistent: false }, () => this.look());
    } catch {
      // A user has only so many of them.
      return;
    }
    this.#told.on("error", () => this.#lookOften());
    clearInterval(this.#timer);
    this.#timer = this.#every(LOOK_WHILE_TOLD_MS);
    // It may have been removed just before.
    this.look();
  }

  /** A directory that was made anew is another one: the system tells nothing about it. */
  #lookOften(): void {
    this.#told?.close();
    this.#told = undefined;
    clearInterval(this.#timer);
    this.#timer = this.#every(LOOK_EVERY_MS);
  }

  #every(milliseconds: number): Timer {
    return setInterval(() => this.look(), milliseconds).unref();
  }

  #takeLock(): boolean {
    this.#parts.runtime.renew();
    const lock = tryLock(this.#parts.runtime, AGENT_LOCK);
    if (!lock) return false;
    lock.sign(process.pid);
    this.#lock.release();
    this.#lock = lock;
    this.#say("its lock was removed, and taken again");
    return true;
  }

  /** A process that only looks at a lock holds it for a moment, unsigned: then the next look takes it. */
  #giveUpIfTaken(): void {
    if (holderOf(agentLockOf(this.#parts.socket))) this.#parts.lost("another agent has its place");
  }

  #isSocketMine(): boolean {
    return this.#inode !== undefined && inodeOf(this.#parts.socket) === this.#inode;
  }

  #listenAnew(): void {
    const fd = listenUnix(this.#parts.runtime, this.#parts.socket);
    this.#listening.stop();
    this.#fd = fd;
    this.#inode = inodeOf(this.#parts.socket);
    this.#listening = this.#parts.listen(fd);
    this.#say("its socket was removed, and opened anew");
  }

  /** Once, however often it is looked at. */
  #say(what: string): void {
    if (what !== this.#said) this.#parts.log(`agent ${process.pid}: ${what}`);
    this.#said = what;
  }
}

/** Not one that only cannot be looked at now. */
function isGone(path: string): boolean {
  const status = fileStatus(path);
  return status === ENOENT || status === ENOTDIR;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function inodeOf(path: string): number | undefined {
  try {
    return lstatSync(path).ino;
  } catch {
    return undefined;
  }
}
