import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { restoreDescriptorLimit } from "../descriptor-limit.ts";
import { ffi, IS_MACOS, libc } from "../libc.ts";

const ENOENT = 2;
const SIGPIPE = 13;
const SIGXFSZ = 25;
const F_GETFL = 3;
const F_SETFL = 4;
const O_NONBLOCK = 0o4000;
/** Clears close-on-exec through ioctl(2). Unlike `fcntl(F_SETFD)` it needs no third argument, see {@link libc}. */
const FIONCLEX = IS_MACOS ? 0x20006602 : 0x5450;

const c = libc({
  execvp: { args: ["ptr", "ptr"], returns: "i32" },
  setenv: { args: ["cstring", "cstring", "i32"], returns: "i32" },
  unsetenv: { args: ["cstring"], returns: "i32" },
  signal: { args: ["i32", "ptr"], returns: "u64" },
  ioctl: { args: ["i32", "u64"], returns: "i32" },
  fcntl: { args: ["i32", "i32", "i32"], returns: "i32" },
});

/** The command did not start. `exitCode` is what a shell would exit with: 127 not found, 126 anything else. */
export class ExecFailure extends ActasError {
  readonly exitCode: 126 | 127;

  constructor(errno: number, reason: string, command: string, hints: readonly string[] = []) {
    super("system", `cannot run "${command}": ${errno === ENOENT ? "command not found" : reason}`, { hints });
    this.exitCode = errno === ENOENT ? 127 : 126;
  }
}

/** As {@link becomeCommand} says it, for a command that is started in another way. */
export function commandNotFound(command: string, hints: readonly string[]): ExecFailure {
  return new ExecFailure(ENOENT, "", command, hints);
}

/**
 * Replaces this process by a command: same pid, terminal, process group and standard files. Arguments and environment
 * keep every byte. As with execvp(3), `PATH` is searched and scripts without `#!` run. What Bun changed when it started
 * is restored.
 *
 * @param words - the command and its arguments as {@link ownArgv} gives them: in bytes, each ended by a zero byte
 * @param environment - variables to set, or to remove (`null`); all others stay
 * @param inherited - descriptors the command gets besides 0 to 2, see {@link inheritedDescriptors}
 * @throws {ExecFailure} the command cannot be started; this process can then only print a last message
 */
export function becomeCommand(
  words: readonly Uint8Array[],
  environment: EnvironmentChanges,
  inherited: readonly number[],
): never {
  const [file] = words;
  if (!file) throw new ActasError("usage", "cannot run a command: none was given");

  setVariables(environment);
  for (const signal of [SIGPIPE, SIGXFSZ]) c().signal(signal, null);
  for (const fd of inherited) c().ioctl(fd, FIONCLEX);
  if (!IS_MACOS) for (const fd of [0, 1, 2]) makeBlocking(fd);
  restoreDescriptorLimit();

  c().execvp(file, pointersTo(words));
  throw new ExecFailure(c().errno(), c().reason(), new TextDecoder().decode(file.subarray(0, -1)));
}

function setVariables(environment: EnvironmentChanges): void {
  const { setenv, unsetenv } = c();
  for (const name of Object.keys(environment)) {
    const value = environment[name];
    if (typeof value === "string") setenv(name, value, 1);
    else unsetenv(name);
  }
}

/** Bun may leave O_NONBLOCK set on a pipe it has written to. The flag would outlive this process and break the next. */
function makeBlocking(fd: number): void {
  const flags = c().fcntl(fd, F_GETFL, 0);
  if (flags >= 0 && flags & O_NONBLOCK) c().fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
}

/** A C array of pointers, ended by a null pointer. */
function pointersTo(words: readonly Uint8Array[]): BigUint64Array {
  const pointers = new BigUint64Array(words.length + 1);
  for (let index = 0; index < words.length; index++) pointers[index] = BigInt(ffi.ptr(words[index]!));
  return pointers;
}
