import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isCode, systemError } from "../../base/system-error.ts";
import { accountInLine, type BuiltAccount, lineOfAccount } from "./built-map.ts";

/** What was heard longer ago is heard anew, though a build is resumed. */
const GOOD_FOR_MS = 60 * 60_000;

/** What a build has heard so far, so that another can go on when it was stopped. */
export class Journal {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** What a build that was stopped has heard within the last hour. Its last line may not be complete. @throws {ActasError} */
  read(now: number): readonly BuiltAccount[] {
    const lines = this.#lines();
    return lines.flatMap((line) => {
      const account = accountInLine(line);
      return account?.scanned && now - account.scanned.scannedAt < GOOD_FOR_MS ? [account] : [];
    });
  }

  /** Begins anew. @throws {ActasError} */
  begin(accounts: readonly BuiltAccount[]): void {
    const text = accounts.map((account) => `${lineOfAccount(account)}\n`).join("");
    this.#try(() => {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(this.#path, text, { mode: 0o600 });
    });
  }

  /** @throws {ActasError} */
  add(account: BuiltAccount): void {
    this.#try(() => appendFileSync(this.#path, `${lineOfAccount(account)}\n`));
  }

  end(): void {
    this.#try(() => rmSync(this.#path, { force: true }));
  }

  #lines(): readonly string[] {
    try {
      return readFileSync(this.#path, "utf8").split("\n");
    } catch (error) {
      if (isCode(error, "ENOENT")) return [];
      throw systemError(error, `read ${this.#path}`);
    }
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw systemError(error, `write ${this.#path}`);
    }
  }
}
