import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCOUNTS } from "../../../src/sandbox/accounts.ts";
import { fromBase32 } from "../../../src/sandbox/sts/totp.ts";
import { until } from "../until.ts";
import type { KeyOptions } from "./applets.ts";

/** What real `ykman` needs to reach a virtual key, as `needs()` has them. */
export const YUBIKEY_TOOLS = ["root", "pcscd", "vpcd", "unshare", "nsenter", "ip"] as const;

const DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const PORT = 0x8c7b;

/** `ykman` lists readers by this name. */
const READER = `FRIENDLYNAME "Yubico YubiKey CCID"\nDEVICENAME /dev/null:${PORT}\nLIBPATH ${DRIVER}\nCHANNELID ${PORT}\n`;

/**
 * The reader takes connections on all addresses, the smart-card service has one place for its socket, and `ykman` kills
 * all `scdaemon` it sees: so all of it is in namespaces of its own.
 */
const INSIDE = `set -e
mount -t tmpfs none /run
mkdir /run/pcscd
ip link set lo up
"$1" -f -c "$2/reader.conf" >"$2/pcscd.log" 2>&1 &
exec "$3" "$4" ${PORT} "$5"`;

export type VirtualKey = Omit<KeyOptions, "accounts"> & {
  readonly accounts: readonly { readonly name: string; readonly touch?: boolean }[];
};

/** The sandbox user's device on a key: the codes of all its accounts are good. */
const SECRET = fromBase32(ACCOUNTS.users.find(({ mfaDevice }) => mfaDevice)?.mfaDevice?.secret ?? "");

/** Virtual YubiKeys in a virtual reader, and the real `ykman` that finds them. */
export class VirtualYubikeys implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "actas-yubikeys-"));
  readonly #card: Bun.Subprocess<"pipe", "pipe", "inherit">;
  #said = "";

  private constructor(keys: readonly VirtualKey[]) {
    writeFileSync(join(this.#folder, "reader.conf"), READER);
    const secret = Buffer.from(SECRET).toString("hex");
    const withSecrets = keys.map((key) => ({ ...key, accounts: key.accounts.map((one) => ({ ...one, secret })) }));
    const card = join(import.meta.dir, "card.ts");
    this.#card = Bun.spawn(
      [
        ...["unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c", INSIDE, "sh"],
        ...["/usr/sbin/pcscd", this.#folder, process.execPath, card, JSON.stringify(withSecrets)],
      ],
      { stdin: "pipe", stdout: "pipe", stderr: "inherit" },
    );
    void this.#listen();
  }

  /** Plugs keys in, at most two. */
  static async plugIn(keys: readonly VirtualKey[], ykman: string): Promise<VirtualYubikeys> {
    const plugged = new VirtualYubikeys(keys);
    await until("the keys are plugged in", () => plugged.#said.includes("inserted\n"));
    plugged.#writeYkman(ykman);
    await until("ykman sees them", async () => (await plugged.#serials()).length === keys.length);
    rmSync(plugged.#calls, { force: true });
    return plugged;
  }

  /** The directory with `ykman`, for PATH. */
  get path(): string {
    return this.#folder;
  }

  /** The arguments of each call of `ykman`. */
  calls(): readonly string[] {
    return existsSync(this.#calls) ? readFileSync(this.#calls, "utf8").trimEnd().split("\n") : [];
  }

  /** The pids of all `ykman` that run now. */
  running(): readonly string[] {
    const names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return names.filter((pid) => commandOf(pid).includes(join(this.#folder, "ykman")));
  }

  /** Waits until a key blinks, which may be for the code of the next half minute. */
  async blinks(times = 1): Promise<void> {
    await until("a key waits to be touched", () => (this.#said.match(/touch\?/g)?.length ?? 0) >= times, 60_000);
  }

  touch(slot = 0): void {
    this.#tell(`touch ${slot}`);
  }

  unplug(slot = 0): void {
    this.#tell(`remove ${slot}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#card.kill("SIGKILL");
    await this.#card.exited;
    rmSync(this.#folder, { recursive: true });
  }

  get #calls(): string {
    return join(this.#folder, "calls");
  }

  #tell(words: string): void {
    this.#card.stdin.write(`${words}\n`);
    this.#card.stdin.flush();
  }

  /** The names of the accounts on a key, as `ykman` lists them. */
  async accounts(serial: number): Promise<readonly string[]> {
    return (await this.#ask("--device", String(serial), "oath", "accounts", "list")).split("\n").filter(Boolean);
  }

  async #serials(): Promise<readonly string[]> {
    return (await this.#ask("list", "--serials")).match(/^\d+$/gm) ?? [];
  }

  async #ask(...words: readonly string[]): Promise<string> {
    const child = Bun.spawn([join(this.#folder, "ykman"), ...words], { stdout: "pipe", stderr: "ignore" });
    return new Response(child.stdout).text();
  }

  /** The real one, moved to where the keys are. */
  #writeYkman(ykman: string): void {
    const [inside] = readFileSync(`/proc/${this.#card.pid}/task/${this.#card.pid}/children`, "utf8").split(" ");
    const script = `#!/bin/sh\necho "$@" >>'${this.#calls}'\nexec nsenter -t ${inside} -n -m -p -- ${ykman} "$@"\n`;
    writeFileSync(join(this.#folder, "ykman"), script);
    chmodSync(join(this.#folder, "ykman"), 0o755);
  }

  async #listen(): Promise<void> {
    for await (const bytes of this.#card.stdout) this.#said += Buffer.from(bytes).toString();
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
