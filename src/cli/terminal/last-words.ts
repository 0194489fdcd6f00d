import { writeSync } from "node:fs";

const STDERR = 2;
const FAILED = 1;
/** As for every failure of `exec` itself. */
const EXEC_FAILED = 125;
/** What Bun 1.4.5 says of its bindings to C where the system, or `BUN_JSC_useJIT`, keeps it from compiling. */
const MAY_NOT_COMPILE = "requires the JIT";

/**
 * Says that not even the error of a command could be said in the usual way, which needs the C library, and returns the
 * exit status. Without this the runtime would print lines of the program's own code.
 */
export function lastWords(error: unknown, command: string | undefined): number {
  const lines =
    error instanceof Error && error.message.includes(MAY_NOT_COMPILE)
      ? [
          "error: cannot run here: the program may not compile code while it runs, and cannot do without",
          "hint: `MemoryDenyWriteExecute=` of a systemd unit, SELinux or `BUN_JSC_useJIT` can be in the way of that",
        ]
      : [`error: cannot go on: this is a bug in actas (${error instanceof Error ? error.name : typeof error})`];
  try {
    writeSync(STDERR, lines.map((line) => `actas: ${line}\n`).join(""));
  } catch {
    // Standard error is closed, and there is no other place.
  }
  return command === "exec" ? EXEC_FAILED : FAILED;
}
