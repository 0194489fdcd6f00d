import { appendFile } from "node:fs/promises";
import { pathOf, testWith } from "../needs.ts";
import { type World, withSandbox } from "../world.ts";
import { type VirtualKey, VirtualYubikeys, YUBIKEY_TOOLS } from "./virtual-yubikeys.ts";

export interface YubikeyWorld {
  readonly world: World;
  readonly keys: VirtualYubikeys;
  /** For commands: finds `ykman`, and through it the keys. */
  readonly env: Readonly<Record<string, string>>;
}

interface Plugged {
  readonly keys: readonly VirtualKey[];
  readonly settings: string;
  /** Which `ykman`, as `needs()` has it: version 4 of Debian, or version 5. */
  readonly ykman?: "ykman" | "clients-ykman";
}

/** A test with keys that are plugged in, and with settings for the profile of the user with MFA. */
export function yubikeyTest(
  name: string,
  { keys, settings, ykman = "ykman" }: Plugged,
  body: (world: YubikeyWorld) => Promise<void>,
): void {
  testWith({ tools: [...YUBIKEY_TOOLS, ykman], timeoutMs: 120_000 }, name, async () => {
    await using plugged = await VirtualYubikeys.plugIn(keys, pathOf(ykman) ?? "");
    await withSandbox(async (world) => {
      await appendFile(`${world.home}/.aws/credentials`, `\n[ana]\n${settings}\n`);
      await body({ world, keys: plugged, env: { PATH: `${plugged.path}:${world.environment.PATH}` } });
    });
  });
}
