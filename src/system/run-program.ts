import type { Surroundings } from "../base/surroundings.ts";
import { isDirectory } from "./is-directory.ts";
import { killGroup } from "./processes/kill-group.ts";

/** Of each stream, in characters: these programs print a line or two, or at worst a traceback. */
const MOST_KEPT = 50_000;

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

/** What a program came to; a status is absent when a signal ended it. */
export interface ProgramEnd {
  readonly status: number | undefined;
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs a program without a terminal, in a session of its own, to its end.
 *
 * @throws the reason of the signal, when the program and all that it started have been killed
 */
export async function runProgram({ words, surroundings, input, signal, onErrors }: ProgramRun): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const { directory, environment } = surroundings;
  const child = Bun.spawn([...words], {
    cwd: isDirectory(directory) ? directory : "/",
    env: environment,
    stdin: input === undefined ? "ignore" : Buffer.from(input),
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
  });
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => {
    killGroup(child.pid);
    stopped.reject(signal.reason);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const ended = Promise.all([textOf(child.stdout), textOf(child.stderr, onErrors), child.exited]);
    const [output, errors] = await Promise.race([ended, stopped.promise]);
    return { status: child.exitCode ?? undefined, output, errors };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** The beginning of a stream, which is read to its end. */
async function textOf(stream: ReadableStream<Uint8Array>, heard: (text: string) => void = () => {}): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    if (text.length >= MOST_KEPT) continue;
    text = (text + decoder.decode(bytes, { stream: true })).slice(0, MOST_KEPT);
    heard(text);
  }
  return text;
}
