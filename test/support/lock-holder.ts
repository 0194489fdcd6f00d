import { writeFileSync } from "node:fs";
import { startTimeOf } from "../../src/system/processes/process-stat.ts";

/** Another process that holds the lock of a file until it is disposed of. */
export interface LockHolder extends AsyncDisposable {
  readonly pid: number;
  /** Writes into the file what an agent writes, or any other text. */
  sign(signature?: string): void;
}

interface Holding {
  readonly how?: "--shared" | "--exclusive";
  /** A shell command that the process runs meanwhile. */
  readonly work?: string;
}

/** Locks a file, and makes it empty. */
export async function lockHolder(
  path: string,
  { how = "--exclusive", work = "exec sleep 60" }: Holding = {},
): Promise<LockHolder> {
  writeFileSync(path, "");
  const child = Bun.spawn(["sh", "-c", `exec 9<>${path}; flock ${how} 9; echo held; ${work}`], { stdout: "pipe" });
  await child.stdout.getReader().read();
  return {
    pid: child.pid,
    sign: (signature = signatureOf(child.pid)) => writeFileSync(path, signature),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** The text that the holder of an agent's lock writes into it. */
export function signatureOf(pid: number, startTime = startTimeOf(pid)): string {
  return `${`${pid} ${startTime}`.padEnd(63)}\n`;
}
