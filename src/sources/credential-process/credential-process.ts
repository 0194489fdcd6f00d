import { parseProcessCredentials } from "../../aws/process-credentials.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import type { CredentialProcessReference, ResolvedTarget } from "../../targets/resolved-target.ts";
import type { Beginning } from "../source.ts";

/** As the Go SDK: a process that takes longer is stuck on something it will not get here. */
const TIMEOUT_MS = 60_000;
/** Credentials are a few kilobytes; the agent must not be filled by a command that never stops printing. */
const MAX_OUTPUT_BYTES = 1_000_000;

/** Somebody else's `credential_process`: run by the shell without a terminal, as the SDKs run it. */
export function credentialProcess(target: ResolvedTarget): Promise<Beginning> {
  return credentialProcessWithin(TIMEOUT_MS, target);
}

/** The same with another time limit. */
export async function credentialProcessWithin(timeoutMs: number, target: ResolvedTarget): Promise<Beginning> {
  const { command, profile } = target.source as CredentialProcessReference;
  const cannot = (reason: string): ActasError =>
    new ActasError(
      "access-denied",
      `cannot get credentials from the credential_process of profile "${profile}": ${reason}`,
      {
        hints: ["run its command by hand to see what it says; it must work without a terminal"],
      },
    );
  return { credentials: parse(await run(command, timeoutMs, cannot), cannot), remaining: target.chain };
}

async function run(command: string, timeoutMs: number, cannot: (reason: string) => ActasError): Promise<string> {
  const child = Bun.spawn(["/bin/sh", "-c", command], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
    detached: true,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const timeUp = Promise.withResolvers<"time-up">();
  const timer = setTimeout(() => timeUp.resolve("time-up"), timeoutMs);
  const end = await Promise.race([Promise.all([child.stdout.text(), child.exited]), timeUp.promise]);
  clearTimeout(timer);
  if (end === "time-up" || end[0].length > MAX_OUTPUT_BYTES) killGroup(child.pid);
  if (end === "time-up") throw cannot(`it did not end within ${timeoutMs / 1000} seconds`);
  const [output, status] = end;
  if (output.length > MAX_OUTPUT_BYTES) throw cannot("it printed far more than credentials");
  if (child.signalCode) throw cannot(`it was ended by ${child.signalCode}`);
  if (status !== 0) throw cannot(`it ended with status ${status}`);
  return output;
}

/** With all that it has started: a grandchild may hold the output open for ever. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

function parse(output: string, cannot: (reason: string) => ActasError): Credentials {
  const credentials = parseProcessCredentials(json(output));
  if (!credentials) throw cannot("it printed something else than the JSON that AWS describes");
  return credentials;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
