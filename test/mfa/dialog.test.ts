import { expect } from "bun:test";
import { killAgent } from "../support/agent-of.ts";
import { testWith } from "../support/needs.ts";
import { SCREEN_TOOLS, Screen } from "../support/screen.ts";
import { until } from "../support/until.ts";
import { type World, withSandbox } from "../support/world.ts";

const TITLE = "Multifactor Authentication";
const PROMPT = /MFA code of ana .*: /;

function dialogTest(name: string, body: (world: World, screen: Screen, env: Record<string, string>) => Promise<void>) {
  testWith({ tools: SCREEN_TOOLS }, name, async () => {
    await using screen = await Screen.begin();
    await withSandbox((world) =>
      body(world, screen, { DISPLAY: screen.display, DBUS_SESSION_BUS_ADDRESS: "disabled:" }),
    );
  });
}

/** Whether a window has this text, which is an argument of its program. */
function isShown(text: string): boolean {
  return Bun.spawnSync(["pgrep", "-f", `zenity.*${text}`]).exitCode === 0;
}

dialogTest("a program without a terminal has its code typed in a window", async (world, screen, env) => {
  const command = world.run(["process", "staging"], { env });
  await screen.type(await screen.window(TITLE), await world.code(), "Return");
  expect(await command).toMatchObject({ status: 0, stderr: "" });
});

dialogTest("what is typed wrong in the window is asked for again", async (world, screen, env) => {
  const command = world.run(["whoami", "staging"], { env });
  await screen.type(await screen.window(TITLE), "12", "Return");
  await until("the window says why it is there again", () => isShown("A code is six digits"));
  await screen.type(await screen.window(TITLE), await world.code(), "Return");
  expect(await command).toMatchObject({ status: 0, stderr: "" });
});

dialogTest("a window that is closed is an error that says so", async (world, screen, env) => {
  const command = world.run(["process", "staging"], { env });
  await screen.type(await screen.window(TITLE), "", "Escape");
  const { status, stderr } = await command;
  expect(status).toBe(4);
  expect(stderr).toContain("cannot ask for the MFA code of arn:aws:iam::111122223333:mfa/ana: the dialog was closed");
});

dialogTest(
  "on a terminal no window is opened unless both are wanted, and then the first code counts",
  async (world, screen, env) => {
    const plain = world.terminal(["whoami", "staging"], { env });
    await plain.waitFor(PROMPT);
    await Bun.sleep(500);
    expect(await screen.windows(TITLE)).toEqual([]);
    plain.press("\x03");
    await plain.exited;

    const both = world.terminal(["whoami", "--mfa-input", "tty,gui", "staging"], { env });
    await both.waitFor(PROMPT);
    await screen.window(TITLE);
    both.type(await world.code());
    expect(await both.exited).toBe(0);
    await until("the window is closed", async () => (await screen.windows(TITLE)).length === 0);
  },
);

dialogTest("no window is opened with --no-gui, and none where nothing may be asked", async (world, screen, env) => {
  for (const option of ["--no-gui", "--non-interactive"]) {
    const { status } = await world.run(["process", option, "staging"], { env });
    expect(status).toBe(4);
  }
  expect(await screen.windows(TITLE)).toEqual([]);
});

dialogTest("the window names neither device nor role if that is wanted", async (world, screen, env) => {
  const command = world.run(["whoami", "--hide-arns", "staging"], { env });
  const window = await screen.window(TITLE);
  expect(isShown("Type the MFA code\\.")).toBe(true);
  await screen.type(window, await world.code(), "Return");
  expect(await command).toMatchObject({ status: 0 });
});

dialogTest(
  "the window goes when the agent is killed, and the next agent opens one of its own",
  async (world, screen, env) => {
    const command = world.run(["process", "staging"], { env });
    const first = await screen.window(TITLE);
    await killAgent(world);
    await until("the window has gone", async () => !(await screen.windows(TITLE)).includes(first));
    // The command asks the next agent by itself.
    await screen.type(await screen.window(TITLE), await world.code(), "Return");
    expect(await command).toMatchObject({ status: 0, stderr: "" });
  },
);
