import { expect, test } from "bun:test";
import { surroundings } from "../documents/surroundings.ts";
import { TerminalScreen } from "../support/terminal-screen.ts";
import { type World, withSandbox } from "../support/world.ts";

const WIDTHS = [30, 40, 80, 150, 200];

/** One word, or a command in backticks, with what stands around it; before it there may be its name. */
const ONE_WORD = /^(?:\S+(?: \S+)* {2,}|\s*)(?:`[^`]*`|\S)+$/;
/** A command that is to be copied has a line of its own. */
const COMMAND = /^ {2}(ssh -L|actas) /;

/** What a command prints on a terminal of that width. */
async function shown(
  world: World,
  args: readonly string[],
  columns: number,
  env: Readonly<Record<string, string>>,
): Promise<TerminalScreen> {
  const size = { columns, rows: 50 };
  const session = world.terminal(args, { size, env });
  const screen = new TerminalScreen(session, size);
  await screen.afterwards();
  return screen;
}

const SIGNED_IN: readonly (readonly string[])[] = [
  ["status"],
  ["list", "roles"],
  ["list", "roles", "ben"],
  ["list", "targets"],
  ["list", "accounts"],
  ["list", "profiles"],
  ["list", "sources"],
  ["list", "sign-ins"],
  ["cache", "list"],
  ["config", "show", "staging"],
  ["whoami", "corp:777788889999/ReadOnly"],
  ["login", "corp"],
  ["agent", "status"],
  ["setup", "--help"],
  ["status", "staging"],
  ["setup", "profile", "--help"],
  ["setup", "profiles", "corp"],
];

const ERRORS: readonly (readonly string[])[] = [
  ["whoami", "stagin"],
  ["config", "show", "nowhere"],
  ["whoami", "corp:Nowhere/Dev"],
  ["whoami", "arn:aws:iam::111122223333:role/Dev"],
  ["logout", "staging"],
  ["exec", "staging", "-r", "us-east-1", "--", "true"],
  ["whoami", "auto"],
  ["login"],
];

test(
  "on a terminal of any width no line breaks within a word or a command",
  () =>
    withSandbox(async (world) => {
      const env = surroundings();
      expect(await world.terminal(["login", "corp"], { env }).exited).toBe(0);
      await world.run(["whoami", "corp:777788889999/ReadOnly"]);
      for (const columns of WIDTHS) {
        for (const args of [...SIGNED_IN, ...ERRORS]) {
          const screen = await shown(world, args, columns, { ...env, ACTAS_NON_INTERACTIVE: "1" });
          const broken = screen.brokenLines.filter((line) => !ONE_WORD.test(line) && !COMMAND.test(line));
          expect({ args, columns, broken }).toEqual({ args, columns, broken: [] });
        }
      }
    }),
  120_000,
);

test("what is printed into a pipe or a file is never wrapped", () =>
  withSandbox(async (world) => {
    const { stderr } = await world.run(["whoami", "arn:aws:iam::111122223333:role/Dev"]);
    expect(stderr).toMatch(/^actas: error: .{100,}\n(actas: hint: .+\n)+$/);
    const { stdout } = await world.run(["config", "show", "staging"]);
    expect(stdout).toMatch(/^ {2}mfa_serial +\S+ +profile staging in \S+$/m);
  }));

test("in the narrowest terminal roles, targets and commands can still be copied", () =>
  withSandbox(async (world) => {
    const env = surroundings();
    expect(await world.terminal(["login", "corp"], { env }).exited).toBe(0);
    await world.run(["whoami", "corp:777788889999/ReadOnly"]);
    for (const args of [
      ["list", "roles"],
      ["list", "targets"],
      ["cache", "list"],
    ]) {
      const { brokenLines, lines } = await shown(world, args, 25, env);
      const whole = [...lines, ...brokenLines].map((line) => line.trim());
      expect([args, whole]).toEqual([args, expect.arrayContaining(["corp:777788889999/ReadOnly"])]);
    }
    const { text } = await shown(world, ["list", "accounts"], 30, env);
    expect(text).toMatch(/^ {7}`actas login contoso`$/m);
  }));
