import { expect } from "bun:test";
import { join } from "node:path";
import { keyringSession, useKeyring } from "../support/keyring-session.ts";
import { KILLS } from "../support/kills.ts";
import { testNeeding } from "../support/needs.ts";

testNeeding("gnome-keyring", "dbus")(
  "whenever a program that writes and removes secrets is killed, the others' are whole and its own is whole or absent",
  async () => {
    await using session = await keyringSession();
    await useKeyring(session, "keyring", ["write", "kept"], { input: "hush" });
    for (let n = 0; n < KILLS["while it writes and removes secrets of the keyring"]; n++) {
      const program = join(import.meta.dir, "use-keyring.ts");
      const command = [process.execPath, program, "keyring", join(session.home, "keyring"), "5000", "loop", "mine"];
      const writer = Bun.spawn(command, { env: { ...session.environment }, stdio: ["ignore", "ignore", "ignore"] });
      await Bun.sleep(60 + Math.random() * 120);
      writer.kill("SIGKILL");
      await writer.exited;
    }
    expect(await useKeyring(session, "keyring", ["read", "kept"])).toBe("hush");
    expect(await useKeyring(session, "keyring", ["read", "mine"])).toMatch(/^(nothing|mine x*)$/);
    expect(await useKeyring(session, "keyring", ["names"])).toMatch(/^kept( mine)?$/);
    expect(await useKeyring(session, "keyring", ["write", "mine"], { input: "again" })).toBe("written");
    expect(await useKeyring(session, "keyring", ["read", "mine"])).toBe("again");
  },
  60_000,
);
