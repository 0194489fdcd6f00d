import { printable } from "../../../base/printable.ts";
import type { Secret } from "../../../base/secret.ts";
import { CaughtSignals } from "../../../system/processes/caught-signals.ts";
import { isDumb } from "../../../system/terminal/is-dumb.ts";
import { Terminal } from "../../../system/terminal/terminal.ts";
import { terminalSize } from "../../../system/terminal/terminal-size.ts";
import { qrCode } from "../../terminal/qr-code.ts";
import { say } from "../../terminal/say.ts";
import { placeAfter } from "../../text/cells.ts";
import { fittedPrompt } from "../../text/fitted-prompt.ts";

const UP_TO = (rows: number): string => `\u001b[${rows}A\r\u001b[J`;
/** The screen, and what has scrolled off it. */
const ALL = "\u001b[H\u001b[2J\u001b[3J";

/** Whose device it is, as an app shows it. */
export interface SeedLabel {
  readonly userName: string;
  readonly accountId: string;
}

/**
 * Shows the seed of a new MFA device, on the terminal of this process and nowhere else, whatever its standard files
 * are, and takes it away again.
 */
export class SeedOnTerminal {
  readonly #seed: Secret;
  readonly #label: SeedLabel;
  /** Rows since the first that shows something of it. */
  #rows = 0;
  /** Other rows may lie between by now: the window has another size, or the shell has written meanwhile. */
  #isMoved = false;
  #watch: CaughtSignals | undefined;

  constructor(seed: Secret, label: SeedLabel) {
    this.#seed = seed;
    this.#label = label;
  }

  /** Draws the QR code; returns why this terminal cannot. */
  draw(): string | undefined {
    let problem: string | undefined;
    for (const uri of keyUris(this.#seed, this.#label)) {
      const code = qrCode(uri, terminalSize(), process.env);
      if ("lines" in code) return this.#write(code.lines);
      problem = code.problem;
    }
    return problem;
  }

  /** Writes it in groups that can be typed. */
  spell(): undefined {
    const groups = this.#seed.reveal().match(/.{1,4}/g) ?? [];
    return this.#write([`actas: the key to type into the app: ${groups.join(" ")}`]);
  }

  /** Hears of a question and its answer, which have taken rows below. */
  asked(prompt: string, answer: string): void {
    if (this.#rows === 0) return;
    const { columns } = terminalSize();
    this.#rows += rowsOf(`${fittedPrompt(prompt, columns)}${printable(answer)}`, columns);
  }

  erase(): void {
    using terminal = Terminal.open();
    const rows = this.#rows;
    this.#rows = 0;
    this.#watch?.[Symbol.dispose]();
    this.#watch = undefined;
    if (rows === 0) return;
    if (isDumb()) say("actas: note: the key is still on the screen: this terminal cannot erase it");
    else terminal?.write(this.#isMoved || rows >= terminalSize().rows ? ALL : UP_TO(rows));
  }

  #write(lines: readonly string[]): undefined {
    using terminal = Terminal.open();
    this.#watch ??= new CaughtSignals(["SIGCONT", "SIGWINCH"], () => {
      this.#isMoved = true;
    });
    terminal?.write(`${lines.join("\n")}\n`);
    const { columns } = terminalSize();
    for (const line of lines) this.#rows += line.startsWith("\u001b") ? 1 : rowsOf(line, columns);
  }
}

function rowsOf(text: string, columns: number): number {
  return text.split("\n").reduce((rows, line) => rows + placeAfter(line, columns).row + 1, 0);
}

/**
 * The address that apps for codes read, in full, and shorter for a terminal in which that does not fit.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
function keyUris(seed: Secret, { accountId, userName }: SeedLabel): readonly string[] {
  const user = encodeURIComponent(userName);
  const secret = `secret=${seed.reveal()}`;
  return [
    `otpauth://totp/AWS:${user}@${accountId}?${secret}&issuer=AWS`,
    `otpauth://totp/AWS:${user}@${accountId}?${secret}`,
    `otpauth://totp/AWS:${user}?${secret}`,
  ];
}
