import { join } from "node:path";
import { LineByLine } from "./line-by-line.ts";
import { asked, command, INNER_WIDTH, quote, typed } from "./screen.ts";

/** What a command did on its terminal. */
export interface Typed {
  /** As a shell gives it. */
  readonly status: number;
  readonly output: string;
  /** How often it asked for an MFA code. */
  readonly questions: number;
  readonly seconds: number;
}

export interface Typist {
  readonly environment: Readonly<Record<string, string>>;
  /** Reads the code from an MFA device. */
  readonly codeOf: (serialNumber: string) => Promise<string>;
  /** Presses Ctrl-C. */
  readonly interrupted: AbortSignal;
}

const ROOT = join(import.meta.dir, "../..");
const QUESTION = /MFA code of (\S+) \((\d+)\) for "[^"]+", \d+ s left: $/;
const SECRETS = /("(?:SecretAccessKey|SessionToken)":\s*")[^"]*/g;
const CTRL_C = "\x03";
/** After which a command that Ctrl-C did not end is killed. */
const PATIENCE_MS = 3_000;

/**
 * Types a line into a shell that has a terminal of its own, shows what it prints, and types an MFA code when asked.
 *
 * @throws the reason of `interrupted`, or why there is no code; everything the line started has ended then
 */
export async function typeCommand(line: string, { environment, codeOf, interrupted }: Typist): Promise<Typed> {
  interrupted.throwIfAborted();
  command(line);
  const start = performance.now();
  const noCode = new AbortController();
  const givenUp = AbortSignal.any([interrupted, noCode.signal]);
  let isEcho = false;
  const screen = new LineByLine((shown) => {
    if (givenUp.aborted) return;
    if (isEcho) typed(shown);
    else quote(shown.replace(SECRETS, "$1…"));
    isEcho = false;
  });
  const closed = Promise.withResolvers<void>();
  let questions = 0;

  const answer = async (serialNumber: string, terminal: Bun.Terminal): Promise<void> => {
    questions++;
    const code = await codeOf(serialNumber);
    asked(screen.take());
    isEcho = true;
    terminal.write(`${code}\r`);
  };
  // Only this form of the option makes the terminal the controlling one, where actas asks.
  const child = Bun.spawn(["sh", "-c", line], {
    cwd: ROOT,
    env: { ...environment },
    terminal: {
      cols: INNER_WIDTH,
      data: (terminal, bytes) => {
        const [, device, account] = QUESTION.exec(screen.add(bytes)) ?? [];
        if (device) answer(`arn:aws:iam::${account}:mfa/${device}`, terminal).catch((error) => noCode.abort(error));
      },
      exit: () => closed.resolve(),
    },
  });
  using _ = endWhen(givenUp, child, closed.resolve);
  // The terminal closes when nothing that the shell has started is left: such a thing could start another agent.
  const [status] = await Promise.all([child.exited, closed.promise]);
  child.terminal?.close();
  givenUp.throwIfAborted();
  return { status, output: screen.text, questions, seconds: (performance.now() - start) / 1000 };
}

/** Presses Ctrl-C in the child's terminal on `givenUp`, and ends it all a little later if that does not help. */
function endWhen(givenUp: AbortSignal, child: Bun.Subprocess, close: () => void): Disposable {
  let timer: Timer | undefined;
  const press = (): void => {
    child.terminal?.write(CTRL_C);
    timer = setTimeout(() => {
      child.kill("SIGKILL");
      close();
    }, PATIENCE_MS);
  };
  givenUp.addEventListener("abort", press);
  return {
    [Symbol.dispose]: () => {
      givenUp.removeEventListener("abort", press);
      clearTimeout(timer);
    },
  };
}
