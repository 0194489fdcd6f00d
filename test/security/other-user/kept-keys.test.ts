import { expect } from "bun:test";
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { keyringSession } from "../../support/keyring-session.ts";
import { needs } from "../../support/needs.ts";
import { asOrdinaryUser, needsRoot } from "../../support/ordinary-user.ts";
import type { World } from "../../support/world.ts";
import { worldTestUnless } from "../../support/world-test.ts";

const OTHER = 65_534;
const STATE = ".local/state/actas/access-keys";

/** A key was moved to a keyring, in a HOME that everybody may look into. */
function openHomeTest(
  name: string,
  body: (world: World, env: Readonly<Record<string, string>>) => Promise<void>,
): void {
  worldTestUnless(needsRoot() ?? needs("gnome-keyring", "dbus"), name, async (world) => {
    await using session = await keyringSession();
    const { DBUS_SESSION_BUS_ADDRESS = "" } = session.environment;
    const env = { DBUS_SESSION_BUS_ADDRESS };
    expect(await world.run(["keys", "import", "--alone", "ben"], { env })).toMatchObject({ status: 0 });
    for (const folder of ["", ".aws", ".local", ".local/state"]) chmodSync(join(world.home, folder), 0o755);
    await body(world, env);
  });
}

openHomeTest(
  "another user sees no kept key, not even which there are, and can put nothing there",
  async (world, env) => {
    const state = join(world.home, STATE);
    const other = (...words: string[]) => world.runProgram(asOrdinaryUser(words));
    for (const words of [
      ["ls", state],
      ["ls", join(state, "secrets/keyring")],
      ["touch", join(state, "rotation-AKIAX.json")],
      ["ln", "-s", "/etc/passwd", join(state, "lock")],
    ]) {
      const { stderr, stdout } = await other(...words);
      expect({ words, stdout }).toEqual({ words, stdout: "" });
      expect(stderr).toContain("Permission denied");
    }
    const ping = [
      "dbus-send",
      "--session",
      "--print-reply",
      "--dest=org.freedesktop.secrets",
      "/org/freedesktop/secrets",
    ];
    const command = [...ping, "org.freedesktop.DBus.Peer.Ping"];
    expect((await world.runProgram(command, { env })).status).toBe(0);
    expect((await world.runProgram(asOrdinaryUser(command), { env })).status).not.toBe(0);
    for (const path of [
      state,
      ...readdirSync(state, { recursive: true, encoding: "utf8" }).map((name) => join(state, name)),
    ]) {
      expect({ path, open: lstatSync(path).mode & 0o077 }).toEqual({ path, open: 0 });
    }
  },
);

openHomeTest(
  "a folder that belongs to another user gets no key, and the key stays where it was",
  async (world, env) => {
    const state = join(world.home, STATE);
    renameSync(state, `${state}-before`);
    mkdirSync(state, { mode: 0o777 });
    chownSync(state, OTHER, OTHER);
    const before = readFileSync(join(world.home, ".aws/credentials"), "utf8");
    const { status, stderr } = await world.run(["keys", "import", "--alone", "ana"], { env });
    expect(status).not.toBe(0);
    expect(stderr).toContain(state);
    expect(readFileSync(join(world.home, ".aws/credentials"), "utf8")).toBe(before);
    expect(readdirSync(state)).toEqual([]);
  },
);
