import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("a profile is written by four short answers", async (world) => {
  const path = join(world.home, ".aws/config");
  const before = readFileSync(path, "utf8");
  const terminal = world.terminal(["setup", "profile"]);
  await terminal.waitFor(/the ARN of the role, or SOURCE:ROLE as `actas list targets` shows it: $/);
  terminal.type("arn:aws:iam::111122223333:role/ReadOnly");
  await terminal.waitFor(/the profile whose keys assume it \(.*ben.*\): $/);
  terminal.type("nobody-here");
  await terminal.waitFor(/there is no profile "nobody-here"\nactas: the profile whose keys/);
  terminal.type("ben");
  await terminal.waitFor(/MFA device; Enter alone if it has none: $/);
  terminal.type("mine");
  await terminal.waitFor(/that is no ARN or serial number of an MFA device\nactas: the ARN of its MFA device/);
  terminal.type("");
  await terminal.waitFor(/its region, such as eu-west-1; \[eu-west-1\]: $/);
  terminal.type("Ireland");
  await terminal.waitFor(/that is no region\nactas: its region/);
  terminal.type("");
  await terminal.waitFor(/what will you call it\? \[ReadOnly\] $/);
  terminal.type("staging");
  await terminal.waitFor(/there is a profile "staging" already\n/);
  terminal.type("");
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain('wrote profile "ReadOnly" to ');
  const role = "role_arn = arn:aws:iam::111122223333:role/ReadOnly\nsource_profile = ben\nregion = eu-west-1\n";
  expect(readFileSync(path, "utf8")).toBe(`${before.trimEnd()}\n\n[profile ReadOnly]\n${role}`);
});

worldTest("what is no target is asked for again, and a user whose key is in the keyring is offered", async (world) => {
  const path = join(world.home, ".aws/config");
  writeFileSync(path, `${readFileSync(path, "utf8")}\n[profile kept]\nactas_access_key_id = AKIAEXAMPLE000000001\n`);
  const terminal = world.terminal(["setup", "profile"]);
  await terminal.waitFor(/the ARN of the role/);
  for (const [typed, why] of [
    ["foo", "it is neither a profile nor the ARN of a role"],
    ["arn:aws:iam::1111:role/Dev", "it is not the ARN of an IAM role"],
  ] as const) {
    terminal.type(typed);
    await terminal.waitFor(new RegExp(`${why}\\s+actas: the ARN of the role`));
  }
  const shown = terminal.screen.length;
  terminal.type("");
  await until("it is asked again", () => terminal.screen.slice(shown).includes("shows it: "));
  expect(terminal.screen.slice(shown)).not.toContain("cannot use");
  terminal.type("arn:aws:iam::111122223333:role/ReadOnly");
  await terminal.waitFor(/the profile whose keys assume it \(.*kept.*\): $/);
  terminal.press("\x03");
  expect(await terminal.exited).toBe(130);
});

worldTest("an interview that is broken off writes nothing", async (world) => {
  const path = join(world.home, ".aws/config");
  const before = readFileSync(path, "utf8");
  const terminal = world.terminal(["setup", "profile"]);
  await terminal.waitFor(/the ARN of the role/);
  terminal.type("corp:111122223333/ReadOnly");
  await terminal.waitFor(/its region/);
  terminal.press("\x03");
  expect(await terminal.exited).toBe(130);
  expect(readFileSync(path, "utf8")).toBe(before);
});

worldTest("a profile is checked with a code that is given, before it is written", async (world) => {
  const role = ["setup", "profile", "checked", "arn:aws:iam::111122223333:role/Dev", "--profile", "ana"];
  const alone = await world.run([...role, "--otp", "123456"]);
  expect(alone).toMatchObject({ status: 2, stderr: expect.stringContaining("cannot use `--otp` without `--check`") });
  const { status, stdout } = await world.run([...role, "--check", "--otp", await world.code()]);
  expect({ status, first: stdout.split("\n")[0] }).toEqual({
    status: 0,
    first: "it acts as arn:aws:sts::111122223333:assumed-role/Dev/ana",
  });
});
