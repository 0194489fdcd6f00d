import { expect } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Far less than the minute that a command may take. */
const AT_ONCE_MS = 15_000;

/** Adds profiles, each with a script of this content as its command. */
async function withCommands(world: World, commands: Readonly<Record<string, string>>): Promise<void> {
  const sections = Object.keys(commands).map((name) => {
    return `[profile "${name}"]\nregion = eu-west-1\ncredential_process = "${join(world.home, name)}.sh"\n`;
  });
  for (const [name, text] of Object.entries(commands)) {
    const script = join(world.home, `${name}.sh`);
    await Bun.write(script, `#!/bin/sh\n${text}\n`);
    chmodSync(script, 0o755);
  }
  const config = join(world.home, ".aws/config");
  await Bun.write(config, `${await Bun.file(config).text()}\n${sections.join("\n")}`);
}

async function refused(world: World, args: readonly string[]): Promise<string> {
  const began = Date.now();
  const { status, stderr } = await world.run(args);
  expect(Date.now() - began).toBeLessThan(AT_ONCE_MS);
  expect(status).not.toBe(0);
  return stderr;
}

const circle = (first: string, ...others: string[]): string =>
  `actas: error: cannot run the \`credential_process\` of profile "${first}": it needs what it is run for: ${[first, ...others].join(" -> ")}\n`;

worldTest("a command that comes back to its own profile is refused at once, and the circle is shown", async (world) => {
  await withCommands(world, {
    loop: "exec actas process loop",
    exec: "actas exec exec -- env",
    late: "actas process --refresh --region eu-west-1 late",
    clean: `"$(command -v actas)" whoami clean`,
  });
  expect(await refused(world, ["process", "loop"])).toStartWith(circle("loop", "loop"));
  expect(await refused(world, ["whoami", "exec"])).toStartWith(circle("exec", "exec"));
  expect(await refused(world, ["process", "late"])).toStartWith(circle("late", "late"));
  expect(await refused(world, ["exec", "clean", "--", "true"])).toStartWith(circle("clean", "clean"));
});

worldTest("so is a longer way round, through other profiles, tools and directories", async (world) => {
  await withCommands(world, {
    a: "cd / && sh -c 'actas process b'",
    b: 'AWS_PROFILE=x exec env NEW=1 actas process "the third"',
    "the third": "actas process a",
  });
  expect(await refused(world, ["process", "a"])).toStartWith(circle("a", "b", "the third", "a"));
  expect(await refused(world, ["process", "b"])).toStartWith(circle("b", "the third", "a", "b"));
});

worldTest("a command that takes all variables away is known by where it was started", async (world) => {
  const clean = `exec env -i PATH="$PATH" HOME="$HOME" XDG_RUNTIME_DIR="$XDG_RUNTIME_DIR" AWS_ENDPOINT_URL="$AWS_ENDPOINT_URL"`;
  await withCommands(world, {
    bare: `${clean} actas process bare`,
    first: `${clean} sh -c 'true; (actas process second)'`,
    second: `${clean} actas process first`,
    fine: `${clean} actas process readonly`,
  });
  expect(await refused(world, ["process", "bare"])).toStartWith(circle("bare", "bare"));
  expect(await refused(world, ["process", "first"])).toContain("it needs what it is run for: ");
  expect((await world.run(["whoami", "fine"])).stdout).toContain("assumed-role/ReadOnly/");
});

worldTest("two programs that ask for both ends of a circle at once do not wait for each other", async (world) => {
  await withCommands(world, { a: "sleep 1; actas process b", b: "sleep 1; actas process a" });
  const [a, b] = await Promise.all([refused(world, ["process", "a"]), refused(world, ["process", "b"])]);
  for (const text of [a, b]) expect(text).toContain("it needs what it is run for: ");
});

worldTest("a role on a circle is refused too, and without an agent nothing goes on for ever", async (world) => {
  await withCommands(world, { loop: "actas process loop", alone: "actas process --no-agent alone" });
  const config = join(world.home, ".aws/config");
  const role = "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/ReadOnly\nsource_profile = loop\n";
  await Bun.write(config, `${await Bun.file(config).text()}\n${role}`);
  expect(await refused(world, ["whoami", "role"])).toContain(circle("loop", "loop"));
  expect(await refused(world, ["process", "--no-agent", "alone"])).toContain("it ended with status 2");
});

worldTest("commands that run actas for another profile work, side by side and one in another", async (world) => {
  await withCommands(world, { one: "actas process readonly", two: "actas process one", three: "actas process two" });
  const all = ["one", "two", "three", "two", "one", "three"];
  const outcomes = await Promise.all(all.map((name) => world.run(["whoami", name])));
  for (const { stdout, stderr } of outcomes) expect(stdout + stderr).toContain("assumed-role/ReadOnly/");
  const alone = await world.run(["whoami", "--no-agent", "three"]);
  expect(alone.stdout).toContain("assumed-role/ReadOnly/");
});

worldTest("a command that can do without what it was refused is not stopped", async (world) => {
  const keys = '{"Version":1,"AccessKeyId":"KEY","SecretAccessKey":"s","SessionToken":"t"}';
  await withCommands(world, { careful: `actas process careful 2>/dev/null || echo '${keys}'` });
  const { stdout } = await world.run(["process", "careful"]);
  expect(JSON.parse(stdout).AccessKeyId).toBe("KEY");
});

worldTest("commands that make ever new profiles end after eight", async (world) => {
  const profiles = Array.from({ length: 12 }, (_, n) => [`p${n}`, `exec actas process p${n + 1}`]);
  await withCommands(world, Object.fromEntries(profiles));
  const { status } = await world.run(["process", "p0"]);
  expect(status).not.toBe(0);
  const deep = await world.run(["process", "p0"], {
    env: { ACTAS_RESOLVING: Array.from({ length: 8 }, (_, n) => `id${n}:q${n}`).join(" ") },
  });
  expect(deep.stderr).toContain("q0 -> q1 -> q2 -> q3 -> q4 -> q5 -> q6 -> q7 -> p0");
});
