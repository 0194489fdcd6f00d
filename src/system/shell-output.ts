import type { ActasError } from "../base/errors.ts";
import type { Surroundings } from "../base/surroundings.ts";
import { isDirectory } from "./is-directory.ts";
import { killGroup } from "./processes/kill-group.ts";

/** Secrets are a few kilobytes; a command that never stops printing must not fill the agent's memory. */
const MAX_OUTPUT_BYTES = 1_000_000;
/** Of standard error, in characters. */
const LAST_WORDS = 4_000;
/** A grandchild may hold standard error open after the command has ended. */
const LAST_WORDS_MS = 500;

/**
 * The output of a command that the user configured, run by the shell without a terminal. Standard error may
 * hold a secret: it is thrown away, or its end is `kept` for `cannot`, which decides who sees what.
 *
 * @param surroundings - of the client it is run for: relative paths in the command start there
 * @param cannot - makes the error; its reason begins with "it", and `said` is the end of standard error
 * @param begun - called with the pid of the shell, which leads a session of its own; disposed when the shell has ended
 * @throws the error of `cannot`, when the command fails, does not end in time or prints far more than a secret
 */
export async function shellOutput(
  command: string,
  timeoutMs: number,
  cannot: (reason: string, said?: string) => ActasError,
  { directory, environment }: Surroundings,
  begun?: (pid: number) => Disposable,
  errors: "kept" | "dropped" = "dropped",
): Promise<string> {
  const child = Bun.spawn(["/bin/sh", "-c", command], {
    cwd: isDirectory(directory) ? directory : "/",
    env: environment,
    stdin: "ignore",
    stdout: "pipe",
    stderr: errors === "kept" ? "pipe" : "ignore",
    detached: true,
  });
  using _ = begun?.(child.pid);
  const said = child.stderr && endOf(child.stderr);
  const timeUp = Promise.withResolvers<"time-up">();
  const timer = setTimeout(() => timeUp.resolve("time-up"), timeoutMs);
  const printed = textWithin(MAX_OUTPUT_BYTES, child.stdout, () => killGroup(child.pid));
  const end = await Promise.race([Promise.all([printed, child.exited]), timeUp.promise]);
  clearTimeout(timer);
  if (end === "time-up") killGroup(child.pid);
  if (end === "time-up") throw cannot(`it did not end within ${timeoutMs / 1000} seconds`);
  const [output, status] = end;
  if (output.length > MAX_OUTPUT_BYTES) throw cannot("it printed far more than credentials");
  if (child.signalCode) throw cannot(`it was ended by ${child.signalCode}`);
  if (status === 0) return output;
  await Promise.race([said?.done, Bun.sleep(LAST_WORDS_MS)]);
  throw cannot(`it ended with status ${status}`, said?.text());
}

/** All of a stream; what is far too long is read no further than tells that. */
async function textWithin(limit: number, stream: ReadableStream<Uint8Array>, tooLong: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > limit) break;
  }
  if (text.length > limit) tooLong();
  return text + decoder.decode();
}

/** Reads a stream as it comes, and keeps only its last characters: a talkative program must not fill the memory. */
function endOf(stream: ReadableStream<Uint8Array>): { readonly done: Promise<void>; readonly text: () => string } {
  let kept = "";
  const decoder = new TextDecoder();
  const read = async (): Promise<void> => {
    for await (const bytes of stream) kept = (kept + decoder.decode(bytes, { stream: true })).slice(-LAST_WORDS);
  };
  return { done: read().catch(() => {}), text: () => kept };
}
