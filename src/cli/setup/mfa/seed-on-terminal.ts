import type { Secret } from "../../../base/secret.ts";
import { isDumb } from "../../../system/terminal/is-dumb.ts";
import { Terminal } from "../../../system/terminal/terminal.ts";
import { terminalSize } from "../../../system/terminal/terminal-size.ts";
import { qrCode } from "../../terminal/qr-code.ts";

const UP_TO = (lines: number): string => `\u001b[${lines}A\r\u001b[J`;

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
  /** Lines since the first that shows something of it. */
  #lines = 0;

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

  /** Hears that a question and its answer have taken lines below. */
  asked(lines: number): void {
    if (this.#lines > 0) this.#lines += lines;
  }

  erase(): void {
    using terminal = Terminal.open();
    if (this.#lines > 0 && !isDumb()) terminal?.write(UP_TO(this.#lines));
    this.#lines = 0;
  }

  #write(lines: readonly string[]): undefined {
    using terminal = Terminal.open();
    terminal?.write(`${lines.join("\n")}\n`);
    const { columns } = terminalSize();
    this.#lines += lines.reduce(
      (sum, line) => sum + (line.startsWith("\u001b") ? 1 : Math.ceil(line.length / columns)),
      0,
    );
  }
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
