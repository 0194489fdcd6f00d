import { expect, test } from "bun:test";
import { renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NEXT_ROLE, POD_ROLE, type TokenWorld, withTokenWorld } from "../support/token-world.ts";

/** Enough for a busy machine. */
const TIMEOUT_MS = 60_000;

/** The search for leaks at the end of each world finds any token in output, in a file, in an argument or a variable. */
function tokenTest(name: string, body: (tokens: TokenWorld) => Promise<void>): void {
  test.concurrent(name, () => withTokenWorld(body), TIMEOUT_MS);
}

tokenTest("a token goes to STS and nowhere else, while programs run and are served", async ({ world, variables }) => {
  const identity = async (args: readonly string[], env = {}): Promise<string> =>
    JSON.parse((await world.run(["whoami", "--json", ...args], { env })).stdout).Arn;
  expect(await identity(["pod"])).toEndWith("assumed-role/Pod/ana");
  expect(await identity(["next"])).toEndWith("assumed-role/Next/same");
  expect(await identity([], variables)).toEndWith("assumed-role/Pod/ana");
  const leaks = 'env; cat /proc/$PPID/cmdline | tr "\\0" " "; ps axe -o args | grep -F "$HOME"';
  const seen = await world.run(["exec", "--verbose", "--", "sh", "-c", leaks], { env: variables });
  expect(seen.status).toBe(0);
  expect(seen.stdout).not.toContain("AWS_WEB_IDENTITY_TOKEN_FILE");
  expect(await world.leaks()).toEqual([]);
  const calls = await world.calls("AssumeRoleWithWebIdentity");
  // The longest is tried first, and what was found is remembered; `next` starts from what `pod` has.
  expect(calls.map(({ durationSeconds }) => durationSeconds)).toEqual([43_200, 3600, 3600]);
});

tokenTest("a refused token is described without its secret part, in the terminal and in the log", async (tokens) => {
  const { world, write } = tokens;
  await write({ sub: "else", email: "hush@example.com", amr: ["hush-hush"] });
  const { status, stderr } = await world.run(["exec", "pod", "--", "true"]);
  expect(status).toBe(125);
  expect(stderr).toContain(`cannot assume role ${POD_ROLE}: STS answered AccessDenied`);
  expect(stderr).toMatch(/sub "else", amr \(1 value, 13 bytes\), email \(18 bytes\), /);
  expect(stderr).not.toContain("hush");
  await write({ exp: Math.floor(Date.now() / 1000) - 10 });
  expect((await world.run(["exec", "pod", "--", "true"])).stderr).toMatch(/the token in \S+ is too old\n/);
  await write({ groups: Array.from({ length: 3000 }, (_, index) => `group-${index}`) });
  expect((await world.run(["exec", "pod", "--", "true"])).stderr).toMatch(/the token has \d+ bytes, and AWS takes at/);
});

tokenTest("an STS that repeats what it was sent, or answers with nonsense, gets no token shown", async (tokens) => {
  const { world, write } = tokens;
  const token = await write();
  const error = (code: string) =>
    `<ErrorResponse><Error><Code>${code}</Code><Message>Value '${token}' at 'webIdentityToken' &#27;[2J</Message></Error></ErrorResponse>`;
  for (const body of [error("ValidationError"), error("AccessDenied"), error(token), `<html>${token}</html>`, token]) {
    await world.faults({ action: "AssumeRoleWithWebIdentity", instead: 9, answer: { status: 400, headers: {}, body } });
    const { status, stderr } = await world.run(["exec", "pod", "--", "true"]);
    expect(status).not.toBe(0);
    expect(stderr).not.toContain("\u001b");
  }
  expect(await world.leaks()).toEqual([]);
});

tokenTest("a file that is no token keeps nobody waiting, and is sent nowhere", async ({ world, file, write }) => {
  const refusedAs = async (reason: string): Promise<void> => {
    const { status, stderr } = await world.run(["exec", "pod", "--", "true"]);
    expect([status, stderr.split("\n")[0]]).toEqual([125, `actas: error: cannot use the token in ${file}: ${reason}`]);
  };
  rmSync(file);
  await refusedAs("no such file or directory");
  Bun.spawnSync(["mkfifo", file]);
  await refusedAs("it is not a regular file");
  rmSync(file);
  symlinkSync("/dev/zero", file);
  await refusedAs("it is not a regular file");
  rmSync(file);
  writeFileSync(file, "");
  truncateSync(file, 2 ** 40);
  await refusedAs("it has more than 65536 bytes");
  writeFileSync(file, await Bun.file(join(world.home, ".aws/credentials")).text());
  await refusedAs("it is no OpenID Connect token");
  expect(await world.calls("AssumeRoleWithWebIdentity")).toEqual([]);
  // As Kubernetes does it: a link to a new file is renamed over the old one.
  await write();
  renameSync(file, `${file}.1`);
  symlinkSync(`${file}.1`, file);
  expect((await world.run(["exec", "next", "--", "true"])).status).toBe(0);
  expect((await world.calls("AssumeRole")).map(({ roleArn }) => roleArn)).toEqual([NEXT_ROLE]);
});
