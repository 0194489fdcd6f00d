import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../support/world.ts";

/** The key that the sandbox's user ben has at first. */
export const BEN = "AKIASANDBOXBEN000001";

/** Checks that the profile ben gives credentials of its user. */
export async function works(world: World, env: Readonly<Record<string, string>>): Promise<void> {
  const { stderr, stdout } = await world.run(["whoami", "--no-agent", "ben"], { env });
  expect(`${stdout}${stderr}`).toContain("user/ben");
}

/** The first kept key that the config file names. */
export function namedKey({ home }: World): string {
  const config = readFileSync(join(home, ".aws/config"), "utf8");
  return /^actas_access_key_id = (\w+)$/m.exec(config)?.[1] ?? "";
}

/** Takes out the `credential_process` that the sandbox's profiles have. */
export function withoutProcess({ home }: World): void {
  const path = join(home, ".aws/config");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^credential_process = .* process ben\n/m, ""));
}
