import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type KeyringSession, keyringSession } from "./keyring-session.ts";
import { testWith } from "./needs.ts";
import { type World, withSandbox } from "./world.ts";

/** A sandbox whose user keeps sign-ins in a keyring. */
export interface KeepingWorld {
  readonly world: World;
  readonly session: KeyringSession;
  /** What leads a command to the keyring. */
  readonly env: Readonly<Record<string, string>>;
}

/** What tests with a keyring need, as `needs()` has it. */
export const KEYRING_TOOLS = ["gnome-keyring", "dbus", "secret-tool"] as const;

/** Gives a test its own sandbox and its own keyring. */
export function withKeyring(body: (keeping: KeepingWorld) => Promise<void>): Promise<void> {
  return withSandbox(async (world) => {
    await using session = await keyringSession();
    await persistIn(world, "keyring");
    const { DBUS_SESSION_BUS_ADDRESS = "" } = session.environment;
    await body({ world, session, env: { DBUS_SESSION_BUS_ADDRESS } });
    // The agent was started in this session, and may still write.
    await world.run(["agent", "stop"]);
  });
}

/** A test with its own sandbox and its own keyring, parallel to others in its file. */
export function keepingTest(name: string, body: (keeping: KeepingWorld) => Promise<void>): void {
  testWith({ tools: KEYRING_TOOLS, timeoutMs: 90_000 }, name, () => withKeyring(body));
}

/** Chooses where sign-ins are kept. */
export async function persistIn(world: World, persist: string): Promise<void> {
  const folder = join(world.home, ".config/actas");
  mkdirSync(folder, { recursive: true });
  await Bun.write(join(folder, "config.json"), JSON.stringify({ persist }));
}

/** Where the sealed files are. */
export function keptIn(world: World, keyring = "keyring"): string {
  return join(world.home, ".local/state/actas/secrets", keyring);
}
