import { expect } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { KEYRING_CHILD } from "../../src/keyring/keyring-child-argument.ts";
import { keyringSession, USE_KEYRING, useKeyring } from "../support/keyring-session.ts";
import { testNeeding } from "../support/needs.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { until } from "../support/until.ts";

const testKeyring = testNeeding("gnome-keyring", "dbus", "secret-tool");

testKeyring(
  "a secret is kept in gnome-keyring beyond the program, sealed with the one item that is in it",
  async () => {
    await using session = await keyringSession();
    expect(await useKeyring(session, "keyring", ["write", "session/Ana"], { input: "hush" })).toBe("written");
    expect(await useKeyring(session, "keyring", ["read", "session/Ana"])).toBe("hush");
    expect(await useKeyring(session, "keyring", ["names"])).toBe("session/Ana");
    await session.logInAgain("first");
    expect(await useKeyring(session, "keyring", ["read", "session/Ana"])).toBe("hush");
    const items = () =>
      Bun.spawnSync(["secret-tool", "search", "--all", "service", "actas"], { env: session.environment });
    expect(items().stdout.toString().match(/^\[/gm)).toHaveLength(1);
    expect(await useKeyring(session, "keyring", ["remove", "session/Ana"])).toBe("removed");
    expect(items().stdout.toString()).toBe("");
  },
);

testKeyring("a keyring that stays locked says so, and nothing is lost", async () => {
  await using session = await keyringSession();
  await useKeyring(session, "keyring", ["write", "a"], { input: "hush" });
  await session.logInAgain("wrong");
  const locked = (verb: string) => `ActasError: cannot ${verb} the keyring: it is locked`;
  expect(await useKeyring(session, "keyring", ["read", "a"])).toBe(locked("read"));
  expect(await useKeyring(session, "keyring", ["write", "a"], { input: "other" })).toBe(locked("read"));
  await session.logInAgain("first");
  expect(await useKeyring(session, "keyring", ["read", "a"])).toBe("hush");
});

testKeyring("what is kept in a locked keyring can be removed, and then opens no more", async () => {
  await using session = await keyringSession();
  await useKeyring(session, "keyring", ["write", "a"], { input: "hush" });
  await session.logInAgain("wrong");
  expect(await useKeyring(session, "keyring", ["remove", "a"])).toBe("removed");
  expect(await useKeyring(session, "keyring", ["read", "a"])).toBe("nothing");
});

testKeyring("a keyring that does not answer is waited for no longer than the limit", async () => {
  await using session = await keyringSession();
  await useKeyring(session, "keyring", ["write", "a"], { input: "hush" });
  session.signal("SIGSTOP");
  const begun = performance.now();
  const said = await useKeyring(session, "keyring", ["read", "a"], { limitMs: 1_000 });
  expect(said).toBe("ActasError: cannot read the keyring: it did not answer within 1 seconds");
  expect(performance.now() - begun).toBeLessThan(5_000);
  session.signal("SIGCONT");
  expect(await useKeyring(session, "keyring", ["read", "a"])).toBe("hush");
});

testKeyring("an item that the user deleted is told from a locked keyring", async () => {
  await using session = await keyringSession();
  await useKeyring(session, "keyring", ["write", "a"], { input: "hush" });
  Bun.spawnSync(["secret-tool", "clear", "service", "actas"], { env: session.environment });
  const place = join(session.home, "keyring/a.sealed");
  expect(await useKeyring(session, "keyring", ["read", "a"])).toBe(
    `ActasError: cannot read ${place}: the key that it is sealed with is gone`,
  );
  rmSync(place);
  await useKeyring(session, "keyring", ["write", "b"], { input: "new" });
  expect(await useKeyring(session, "keyring", ["read", "b"])).toBe("new");
});

testKeyring("without D-Bus, or with one that is gone, that is the reason", async () => {
  await using session = await keyringSession();
  const { DBUS_SESSION_BUS_ADDRESS: _, ...without } = session.environment;
  const gone = { ...without, DBUS_SESSION_BUS_ADDRESS: `unix:path=${session.home}/gone` };
  for (const environment of [without, gone]) {
    expect(await useKeyring({ home: session.home, environment }, "keyring", ["write", "a"], { input: "x" })).toBe(
      "ActasError: cannot write to the keyring: there is no D-Bus session here",
    );
  }
});

testKeyring("a program that asks a silent keyring, and is killed, leaves no process behind", async () => {
  await using session = await keyringSession();
  await useKeyring(session, "keyring", ["write", "a"], { input: "hush" });
  session.signal("SIGSTOP");
  const words = [process.execPath, USE_KEYRING, "keyring", join(session.home, "keyring"), "1500", "read", "a"];
  const asking = Bun.spawn(words, { env: session.environment, stdio: ["ignore", "ignore", "ignore"] });
  const children = () => processesOf(session.home);
  await until("it asks", async () => (await children()).some(({ commandLine }) => commandLine.includes(KEYRING_CHILD)));
  asking.kill("SIGKILL");
  await until("nobody asks any more", async () =>
    (await children()).every(({ commandLine }) => !commandLine.includes(KEYRING_CHILD)),
  );
});
