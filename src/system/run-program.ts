import { closeSync } from "node:fs";
import type { Surroundings } from "../base/surroundings.ts";
import { isDirectory } from "./is-directory.ts";
import { killDescendants } from "./processes/kill-descendants.ts";

/** Of each stream, in characters: these programs print a line or two, or at worst a traceback. */
const MOST_KEPT = 50_000;
/** A program that it started, such as an agent of its own, may hold its output open after it has ended. */
const LAST_WORDS_MS = 500;

/**
 * Runs its arguments, and kills them all when descriptor 3 is closed: that is so when this process is gone, however it
 * ended. A window would otherwise stay on the screen, and ask for a code that is of no use.
 */
const WHILE_WE_LIVE =
  '{ read -r _ <&3; kill -9 0; } </dev/null >/dev/null 2>&1 & watch=$!; "$@" 3<&-; status=$?; kill $watch; exit $status';

interface ProgramRun {
  readonly words: readonly string[];
  readonly surroundings: Surroundings;
  /** What it reads on standard input; absent: nothing. */
  readonly input?: string | undefined;
  /** Ends the program, and all that it started. */
  readonly signal: AbortSignal;
  /** Gets what is on standard error so far, each time there is more. */
  readonly onErrors?: (errors: string) => void;
}

/** What a program came to; as in a shell, a status above 128 is that of a signal which ended it. */
export interface ProgramEnd {
  readonly status: number | undefined;
  readonly output: string;
  readonly errors: string;
  /** It printed far more than it should, and was killed; the rest is not there. */
  readonly isCut: boolean;
}

/**
 * Runs a program without a terminal, in a session of its own, to its end or to that of this process. One that prints
 * far more than it should is killed. What it leaves behind when it ends by itself, such as an agent, goes on.
 *
 * @throws the reason of the signal, when the program and all that it started have been killed
 */
export async function runProgram({ words, surroundings, input, signal, onErrors }: ProgramRun): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const { directory, environment } = surroundings;
  const child = Bun.spawn(["/bin/sh", "-c", WHILE_WE_LIVE, "sh", ...words], {
    cwd: isDirectory(directory) ? directory : "/",
    env: environment,
    stdio: [input === undefined ? "ignore" : Buffer.from(input), "pipe", "pipe", "pipe"],
    detached: true,
  });
  const stopped = Promise.withResolvers<never>();
  const kill = (): void => killDescendants(child.pid);
  const stop = (): void => {
    kill();
    stopped.reject(signal.reason);
  };
  signal.addEventListener("abort", stop, { once: true });
  const output = heardFrom(child.stdout, { tooMuch: kill });
  const errors = heardFrom(child.stderr, { more: onErrors });
  const ended = child.exited.then(() =>
    Promise.race([Promise.all([output.end, errors.end]), Bun.sleep(LAST_WORDS_MS)]),
  );
  try {
    await Promise.race([ended, stopped.promise]);
    const text = output.text();
    return {
      status: child.exitCode ?? undefined,
      output: text,
      errors: errors.text(),
      isCut: text.length >= MOST_KEPT,
    };
  } finally {
    signal.removeEventListener("abort", stop);
    output.leave();
    errors.leave();
    const [, , , life] = child.stdio;
    if (typeof life === "number") closeSync(life);
  }
}

interface Hearing {
  readonly more?: ((text: string) => void) | undefined;
  readonly tooMuch?: () => void;
}

/** The beginning of a stream, as far as it has come. */
function heardFrom(stream: ReadableStream<Uint8Array>, { more, tooMuch }: Hearing) {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let text = "";
  const read = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (text.length >= MOST_KEPT) continue;
      text = (text + decoder.decode(next.value, { stream: true })).slice(0, MOST_KEPT);
      more?.(text);
      if (text.length >= MOST_KEPT) tooMuch?.();
    }
  };
  return { end: read().catch(() => {}), text: () => text, leave: () => void reader.cancel().catch(() => {}) };
}
