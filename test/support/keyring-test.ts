import { keyringSession } from "./keyring-session.ts";
import { needs } from "./needs.ts";
import type { World } from "./world.ts";
import { worldTestUnless } from "./world-test.ts";

/** Variables by which programs find the keyring of a session. */
type Variables = Readonly<Record<string, string>>;

/** A test with a sandbox and an unlocked gnome-keyring; skipped without its tools. */
export function keyringTest(name: string, body: (world: World, env: Variables) => Promise<void>): void {
  worldTestUnless(needs("gnome-keyring", "dbus"), name, async (world) => {
    await using session = await keyringSession();
    const { DBUS_SESSION_BUS_ADDRESS = "" } = session.environment;
    await body(world, { DBUS_SESSION_BUS_ADDRESS });
  });
}
