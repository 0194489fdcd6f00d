import { IS_MACOS, libc } from "../libc.ts";

const NUMBERS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGTERM: 15,
  SIGTSTP: IS_MACOS ? 18 : 20,
  SIGCONT: IS_MACOS ? 19 : 18,
  SIGWINCH: 28,
} as const;

export type SignalName = keyof typeof NUMBERS;

/** Without an effect of their own. */
const HARMLESS: readonly SignalName[] = ["SIGCONT", "SIGWINCH"];
const SIG_IGN = 1n;
/** Signals are told to us when the event loop comes round: one that came last may not have been yet. */
const ROUND_MS = 1;

const c = libc({ sigaction: { args: ["i32", "ptr", "ptr"], returns: "i32" } });

/** Holds signals back until it is disposed, and tells which came. Signals that were ignored (nohup) stay ignored. */
export class CaughtSignals implements Disposable, AsyncDisposable {
  readonly #names: readonly SignalName[];
  readonly #heard: (name: SignalName) => void;
  readonly #catch = (name: NodeJS.Signals): void => {
    const known = this.#names.find((one) => one === name);
    if (!known) return;
    this.#caught.push(known);
    this.#heard(known);
  };
  readonly #caught: SignalName[] = [];
  #isEnding = false;

  /** @param heard - is told at once of each that comes */
  constructor(names: readonly SignalName[], heard: (name: SignalName) => void = () => {}) {
    this.#names = names.filter((name) => !isIgnored(name));
    this.#heard = heard;
    for (const name of this.#names) process.on(name, this.#catch);
  }

  /** Removes and returns the oldest signal caught. */
  take(): SignalName | undefined {
    const taken = this.#caught.shift();
    if (taken && taken !== "SIGTSTP" && !HARMLESS.includes(taken)) this.#isEnding = true;
    return taken;
  }

  /** Lets a caught signal take its usual effect now, such as stopping this process until it is continued. */
  giveIn(name: SignalName): void {
    process.off(name, this.#catch);
    process.kill(process.pid, name);
    process.on(name, this.#catch);
  }

  /**
   * The same, and a signal that nobody has taken has its usual effect now: it came when what held it back was over. Not
   * where one was taken that ends programs: its taker is about to end.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await Bun.sleep(ROUND_MS);
    this[Symbol.dispose]();
    if (this.#isEnding) return;
    for (let late = this.take(); late; late = this.take()) {
      if (!HARMLESS.includes(late)) process.kill(process.pid, late);
    }
  }

  [Symbol.dispose](): void {
    for (const name of this.#names) process.off(name, this.#catch);
  }
}

/** `struct sigaction` begins with the handler, on Linux and macOS alike. */
function isIgnored(name: SignalName): boolean {
  const action = new BigUint64Array(32);
  c().sigaction(NUMBERS[name], null, action);
  return action[0] === SIG_IGN;
}
