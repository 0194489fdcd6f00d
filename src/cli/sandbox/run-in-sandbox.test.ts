import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ActasError } from "../../base/errors.ts";
import { startSandbox } from "../../sandbox/start.ts";
import { keepSandbox, runInSandbox, type SandboxParts, shownCode } from "./run-in-sandbox.ts";

const PATH = process.env.PATH ?? "";

test("a command runs in a sandbox of its own, and its exit status comes back", async () => {
  const { parts } = recorder({ PATH, AWS_PROFILE: "real" });
  const script =
    'test -f "$AWS_CONFIG_FILE" && test -z "$AWS_PROFILE" && test "$ACTAS_SANDBOX" = "$AWS_ENDPOINT_URL" && exit 7';
  expect(await runInSandbox(["sh", "-c", script], parts)).toBe(7);
});

test("its organisation has as many accounts as are asked for", async () => {
  const script =
    "const all = await (await fetch(process.env.ACTAS_SANDBOX + '/_sandbox/settings')).json(); process.exit(all.accounts)";
  expect(await runInSandbox([process.execPath, "-e", script], { ...recorder({ PATH }).parts, accounts: 7 })).toBe(7);
});

test("a command that a signal ended is told as a shell tells it", async () => {
  expect(await runInSandbox(["sh", "-c", "kill -TERM $$"], recorder({ PATH }).parts)).toBe(143);
});

test("a signal for the sandbox reaches the command, and everything is cleaned up after it", async () => {
  const script = `
    import { runInSandbox } from ${JSON.stringify(join(import.meta.dir, "run-in-sandbox.ts"))};
    const parts = { variables: process.env, stopAgent: async ({ HOME }) => console.log(HOME) };
    console.log(await runInSandbox(["sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done"], parts));`;
  const outer = Bun.spawn([process.execPath, "-e", script], { env: { PATH }, stdout: "pipe", stderr: "inherit" });
  const lines = outer.stdout.pipeThrough(new TextDecoderStream());
  let text = "";
  for await (const chunk of lines) {
    text += chunk;
    if (text === "ready\n") outer.kill("SIGTERM");
  }
  const [, home = "", status] = text.split("\n");
  expect([status, existsSync(home), home.includes("actas-sandbox-")]).toEqual(["9", false, true]);
});

test("the agent is stopped before the home directory goes, however the command ends", async () => {
  for (const command of [["true"], ["no-such-command-here"]]) {
    const { parts, stopped } = recorder({ PATH });
    await runInSandbox(command, parts).catch((error) => expect(error).toBeInstanceOf(ActasError));
    expect(stopped.map(({ homeWasThere }) => homeWasThere)).toEqual([true]);
    expect(existsSync(stopped[0]!.home)).toBe(false);
  }
});

test("a sandbox that is kept tells another shell how to move in, until it is ended", async () => {
  const { parts, printed, noted, stopped } = recorder({ PATH, AWS_PROFILE: "real" });
  let url = "";
  await keepSandbox({
    ...parts,
    ended: async () => {
      url = printed.join("\n").match(/export AWS_ENDPOINT_URL='([^']+)'/)?.[1] ?? "";
      expect((await fetch(url)).status).toBe(403);
    },
  });
  expect(printed[0]).toBe("unset AWS_PROFILE");
  expect(printed.every((line) => /^(unset AWS_|export )/.test(line))).toBe(true);
  expect(noted.join("\n")).toContain(url);
  expect(existsSync(stopped[0]!.home)).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
});

test("a code is shown in a sandbox, and else the reason why not", async () => {
  const sandbox = startSandbox();
  const environment = { ACTAS_SANDBOX: sandbox.url };
  const serialNumber = "arn:aws:iam::111122223333:mfa/ana";
  expect(await shownCode(undefined, environment)).toEqual({ serialNumber, code: expect.stringMatching(/^\d{6}$/) });
  await expect(shownCode("mfa/nobody", environment)).rejects.toThrow("the sandbox has no such MFA device");
  await sandbox.stop();
  await expect(shownCode(undefined, environment)).rejects.toThrow("no sandbox answers");
  await expect(shownCode(undefined, {})).rejects.toThrow("this shell is not in a sandbox");
});

test.each(["123456\u001b[2J", "1234567", "<html>", ""])("what is no code is not printed: %j", async (text) => {
  using other = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(text) });
  const environment = { ACTAS_SANDBOX: `http://127.0.0.1:${other.port}` };
  await expect(shownCode(undefined, environment)).rejects.toThrow("no sandbox answers");
});

function recorder(variables: SandboxParts["variables"]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const stopped: { home: string; homeWasThere: boolean }[] = [];
  const parts: SandboxParts = {
    variables,
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    stopAgent: async ({ HOME: home = "" }) => {
      stopped.push({ home, homeWasThere: existsSync(home) });
    },
    ended: async () => {},
  };
  return { parts, printed, noted, stopped };
}
