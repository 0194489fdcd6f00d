import { expect, test } from "bun:test";
import { statSync } from "node:fs";
import { join } from "node:path";
import { agentLending, toAgent } from "../support/picker-agent.ts";
import { onScreen } from "../support/picker-screen.ts";
import { TerminalScreen } from "../support/terminal-screen.ts";
import { withSandbox } from "../support/world.ts";

test.each(["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"] as const)(
  "%s ends it by the signal, and the list is gone",
  (signal) =>
    withSandbox(async (world) => {
      const { screen, terminal } = await onScreen(world);
      terminal.kill(signal);
      expect(await terminal.exited).toBeGreaterThan(128);
      expect(await screen.afterwards()).toBe("");
      expect([terminal.modes, screen.marksPastes]).toEqual([{ echo: true, lines: true }, false]);
    }),
);

test("what was chosen is said as it can be typed, and stands first the next time", () =>
  withSandbox(async (world) => {
    using agent = agentLending(world);
    const args = ["export", "--format", "process", "--pick", "billing 😀"];
    const { screen, terminal } = await onScreen(world, { args, env: toAgent(world) });
    await screen.shows(/> Billing .*corp/);
    terminal.press("\r");
    await terminal.exited;
    expect(await screen.afterwards()).toStartWith("actas: acting as corp:111122223336/Billing (😀 fun)\n");
    expect(agent.requests.at(-1)).toMatchObject({ for: { source: "corp", target: "111122223336/Billing" } });

    const file = join(world.home, ".local/state/actas/recent-targets.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Object.keys((await Bun.file(file).json())[0]).sort()).toEqual(
      ["accountId", "accountName", "lastUse", "role", "source", "uses"].sort(),
    );
    const again = await onScreen(world, { env: toAgent(world) });
    expect(again.screen.text).toMatch(/^> Billing +😀 fun .*corp$/m);
    again.terminal.press("\x1b");
    await again.terminal.exited;
  }));

test("a role that is not there any more is not offered again", () =>
  withSandbox(async (world) => {
    const file = join(world.home, ".local/state/actas/recent-targets.json");
    const use = { uses: 3, lastUse: Date.now() };
    await Bun.write(
      file,
      JSON.stringify([
        { source: "corp", role: "111122223333/Gone", accountId: "111122223333", accountName: "x", ...use },
        { source: "gone", role: "r", ...use },
        { profile: "gone", ...use },
        { profile: "dev2", ...use },
      ]),
    );
    using _ = agentLending(world);
    const { screen, terminal } = await onScreen(world, { env: toAgent(world) });
    await screen.shows(/^> dev2 .*\n {2}ana /m);
    terminal.press("gone");
    await screen.shows(/^ {2}0 of /m);
    terminal.press("\x1b");
    await terminal.exited;
  }));

test("profiles say what they come to, and those that cannot be used are not there", () =>
  withSandbox(async (world) => {
    const { screen, terminal } = await onScreen(world, { args: ["whoami", "--pick", "dev1"] });
    await screen.shows(/^> dev1 +Dev1 +111122223333 +profile +eu-west-1$/m);
    terminal.press("\x15default");
    await screen.shows(/^ {2}0 of /m);
    terminal.press("\x1b");
    await terminal.exited;
  }));

test("a source is signed in to when it is chosen, and then its roles are there", () =>
  withSandbox(async (world) => {
    const size = { columns: 120, rows: 40 };
    const { screen, terminal } = await onScreen(world, { size, args: ["whoami", "--pick", "in corp"] });
    await screen.shows(/> corp +sign in to see its roles …/);
    // Only now it is AWS that the user waits for.
    await Bun.sleep(2_100);
    terminal.press("\r");
    const [, address = ""] = await screen.shows(/(http:\/\/127\.0\.0\.1:\d+\/\S+)/);
    await world.visit(address);
    // Its roles are what the user wanted to see, so the list is searched for them.
    await screen.shows(/act as: corp\n.*\n> \S+ +\S+ +\d{12} +corp/);
    terminal.press("\x15data read");
    await screen.shows(/> ReadOnly +Data +777788889999 +corp/);
    terminal.press("\r");
    await screen.shows(/acting as corp:777788889999\/ReadOnly \(Data\)/);
    expect(await terminal.exited).toBe(0);
    expect(await screen.afterwards()).not.toContain("waiting for AWS");
  }));

test("`--server` signs in to the source that it names", () =>
  withSandbox(async (world) => {
    const size = { columns: 120, rows: 40 };
    const terminal = world.terminal(["whoami", "--pick", "--server", "corp"], { size });
    const screen = new TerminalScreen(terminal, size);
    const [, address = ""] = await screen.shows(/(http:\/\/127\.0\.0\.1:\d+\/\S+)/);
    await world.visit(address);
    await screen.shows(/> \S+ +\S+ +\d{12} +corp/);
    expect(screen.text).not.toContain(" profile ");
    terminal.press("\x1b");
    expect(await terminal.exited).toBe(130);
  }));

test.each(["--pick --server corp", "--pick corp", "corp:data/read"])(
  "`--grant` says how `whoami %s` signs in",
  (words) =>
    withSandbox(async (world) => {
      const terminal = world.terminal(["whoami", ...words.split(" "), "--grant", "device"]);
      if (words === "--pick corp") {
        await terminal.waitFor(/> corp/);
        terminal.press("\r");
      }
      await terminal.waitFor(/the code [A-Z]{4}-[A-Z]{4}/);
      terminal.press("\x03");
      expect(await terminal.exited).toBe(130);
    }),
);

test("what cannot be chosen from is an error at once", () =>
  withSandbox(async (world) => {
    const unknown = world.terminal(["exec", "--pick", "--server", "nope", "--", "true"]);
    await unknown.waitFor(/error: cannot find source "nope"/);
    expect(await unknown.exited).toBe(125);
    const empty = {
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      HOME: `${world.home}/none`,
    };
    const nothing = world.terminal(["whoami", "--pick"], { env: { ...empty, XDG_CONFIG_HOME: `${world.home}/none` } });
    await nothing.waitFor(/there is nothing to choose from[\s\S]*actas setup[\s\S]*actas sandbox/);
    expect(await nothing.exited).toBe(3);
  }));

test.each([
  [["exec", "--pick", "dev1", "--", "echo", "ran"], /act as: dev1\n/],
  [["exec", "--pick", "dev", "1111", "--", "echo", "ran"], /act as: dev 1111\n/],
  [["exec", "--pick", "echo", "dev1", "ran"], /act as:\n/],
  [["exec", "--pick", "--", "echo", "dev1", "ran"], /act as:\n/],
])("%p", (args, prompt) =>
  withSandbox(async (world) => {
    await world.signIn("staging");
    const { screen, terminal } = await onScreen(world, { args });
    await screen.shows(prompt);
    terminal.press("\x15dev1\r");
    await screen.shows(/acting as dev1 \(111122223333, Dev1\)\n(dev1 )?ran/);
    expect(await terminal.exited).toBe(0);
  }),
);

test.each([{ TERM: "dumb" }, { TERM: "" }, { ACTAS_ACCESSIBLE: "1" }])(
  "with %p it is numbered lines and a question",
  (variables) =>
    withSandbox(async (world) => {
      const terminal = world.terminal(["export", "--format", "json", "--pick", "dev"], { env: variables });
      await terminal.waitFor(/^2\. dev1, Dev1, 111122223333, profile, eu-west-1$/m);
      await terminal.waitFor(/nothing leaves\): $/);
      terminal.type("dev2");
      // What is typed before the question is asked is dropped.
      await terminal.waitFor(/^1\. dev2, [\s\S]*nothing leaves\): $/m);
      terminal.type("");
      expect(await terminal.exited).toBe(130);
      expect(terminal.screen).not.toContain("\x1b");
    }),
);
