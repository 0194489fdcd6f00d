import { expect } from "bun:test";
import { setMfaProcess } from "../support/mfa-process.ts";
import { worldTest } from "../support/world-test.ts";

const PROMPT = /MFA code of ana .*: /;

worldTest(
  "--verbose says what is tried and how long credentials last, not into the prompt, and no code",
  async (world) => {
    const terminal = world.terminal(["whoami", "--verbose", "staging"]);
    await terminal.waitFor(PROMPT);
    terminal.type("000000");
    await terminal.waitFor(/did not accept the code[\s\S]*MFA code of ana .*: /);
    terminal.type(await world.code());
    expect(await terminal.exited).toBe(0);
    const notes = terminal.screen.match(/(?<=^actas: note: ).*/gm) ?? [];
    expect(notes.slice(0, -1).map((note) => note.trim())).toEqual([
      '"staging" is not in the cache',
      "getting a session of ana",
      "the MFA code may come from: tty",
      "tty has given a code",
      "AWS did not accept the code",
      "tty has given a code",
      "assuming arn:aws:iam::111122223333:role/Dev",
    ]);
    expect(notes.at(-1)).toMatch(/^the credentials are good until [\d-]+T[\d:.]+Z\s*$/);
  },
);

worldTest("--verbose says why an input gave no code, and not what its command printed", async (world) => {
  await setMfaProcess(world, "echo hush; exit 3");
  const { stderr } = await world.run(["process", "--verbose", "staging"]);
  expect(stderr).toContain("actas: note: the MFA code may come from: tty, process\n");
  expect(stderr).toContain("actas: note: tty gives no code: there is no terminal\n");
  expect(stderr).toContain("actas: note: process gives no code: the command in `mfa_process` ended with status 3\n");
  expect(stderr).not.toContain("hush");
});

worldTest("--verbose says that the cache was used, on standard error only, also with --no-agent", async (world) => {
  await world.signIn("staging");
  const { stdout, stderr } = await world.run(["process", "--verbose", "staging"]);
  expect(JSON.parse(stdout).Version).toBe(1);
  expect(stderr).toMatch(
    /^actas: note: "staging" is in the cache\nactas: note: the credentials are good until \d{4}-\d\d-\d\dT[\d:.]+Z\n$/,
  );
  const anew = await world.run(["exec", "--verbose", "--refresh", "staging", "--", "true"]);
  expect(anew.stderr).toContain('the cache is not asked for "staging"');
  expect(anew.stderr).toContain("assuming arn:aws:iam::");
  const alone = await world.run(["process", "--verbose", "--no-agent", "readonly"]);
  expect(alone.stderr).toContain('actas: note: "readonly" is not in the cache\n');
  const quiet = await world.run(["process", "--no-agent", "readonly"]);
  expect(quiet.stderr).toBe("");
  const hidden = await world.run(["process", "--verbose", "--hide-arns", "--refresh", "staging"]);
  expect(hidden.stderr).toContain("assuming a role");
  expect(hidden.stderr).not.toMatch(/arn:|staging/);
});

worldTest("a command without --verbose hears nothing of what another one wants to know", async (world) => {
  const commands = ["--verbose", "--no-login"].map((option) => world.run(["process", option, "readonly"]));
  const [loud, quiet] = await Promise.all(commands);
  expect(loud?.stderr).toContain("good until");
  expect(quiet).toMatchObject({ status: 0, stderr: "" });
});
