import { CaughtSignals, type SignalName } from "../processes/caught-signals.ts";
import { Interrupted } from "./interrupted.ts";
import { Terminal } from "./terminal.ts";

/** How often keys and signals are looked at. A read that waits could swallow the next program's keys. */
const LOOK_MS = 20;

/** The terminal says where a paste begins and ends. @see https://invisible-island.net/xterm/ctlseqs/ : DEC mode 2004 */
const MARK_PASTES = "\u001b[?2004h";
const MARK_NO_PASTES = "\u001b[?2004l";

/**
 * Hands over keys as they are pressed, none of them shown, until `take` makes something of them or `signal` aborts.
 * Without `take`, without a terminal, or as a background job, it waits for `signal` alone, and keys stay for the next
 * reader. ^C and ^Z do what they always do, and the terminal is left as it was, whatever happens.
 *
 * @param invite - asks the user to press keys; called when no key is shown any more, and again when this process
 *   continues in the foreground, where other programs may have written meanwhile
 * @returns what `take` made; undefined when `signal` came first
 * @throws {Interrupted} a signal that ends programs
 */
export async function unseenKeys<T>(
  signal: AbortSignal,
  take: ((keys: string) => T | undefined) | undefined,
  invite: () => void,
): Promise<T | undefined> {
  using terminal = Terminal.open();
  await using signals = new CaughtSignals(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP", "SIGCONT"]);
  const keys = new Keys(take && terminal);
  let isInvited = true;
  try {
    keys.hide();
    invite();
    while (!signal.aborted) {
      if (obey(signals.take(), keys, signals) === "continued") isInvited = false;
      if (!isInvited && terminal?.isForeground()) {
        isInvited = true;
        keys.hide();
        invite();
      }
      const pressed = keys.pressed();
      const taken = pressed === undefined ? undefined : take?.(pressed);
      if (taken === undefined) {
        await Bun.sleep(LOOK_MS);
        continue;
      }
      // A paste arrives in pieces, and what is left of it must not reach the shell.
      await Bun.sleep(LOOK_MS);
      keys.stop("dropped");
      return taken;
    }
    return undefined;
  } finally {
    keys.stop("kept");
  }
}

/** Ends by the signal, or stops until this process is continued, or hears that it was. */
function obey(caught: SignalName | undefined, keys: Keys, signals: CaughtSignals): "continued" | undefined {
  if (caught === undefined) return undefined;
  if (caught === "SIGCONT") return "continued";
  if (caught !== "SIGTSTP") throw new Interrupted(caught);
  keys.stop("kept");
  signals.giveIn("SIGTSTP");
  return undefined;
}

/** The terminal's keys, in the modes that this needs, whenever this process has the foreground. */
class Keys {
  readonly #terminal: Terminal | undefined;
  readonly #decoder = new TextDecoder();
  #isReading = false;

  constructor(terminal: Terminal | undefined) {
    this.#terminal = terminal;
  }

  hide(): void {
    if (this.#isReading || !this.#terminal?.isForeground()) return;
    this.#terminal.readKeys("signals-act");
    this.#terminal.write(MARK_PASTES);
    this.#isReading = true;
  }

  /** Undefined when there are none. */
  pressed(): string | undefined {
    this.hide();
    if (!this.#terminal?.isForeground() || !this.#terminal.hasInput()) return undefined;
    const bytes = this.#terminal.read();
    if (bytes.length === 0) throw new Interrupted();
    return this.#decoder.decode(bytes, { stream: true });
  }

  stop(unread: "kept" | "dropped"): void {
    if (!this.#isReading) return;
    this.#isReading = false;
    this.#terminal?.write(MARK_NO_PASTES);
    this.#terminal?.restore(unread);
  }
}
