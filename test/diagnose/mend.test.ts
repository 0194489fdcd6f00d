import { expect } from "bun:test";
import { chmodSync, existsSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { runningAgent } from "../support/agent-of.ts";
import { keptIn, persistIn } from "../support/keeping-world.ts";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words, write } from "./diagnosed.ts";

/** The words of what was mended. */
async function mended(...[world, options]: [Parameters<typeof diagnosed>[0], Parameters<typeof diagnosed>[2]?]) {
  const { findings } = await diagnosed(world, ["--fix", "--yes"], options);
  return findings.filter(({ fixed }) => fixed).map((finding) => finding.words);
}

worldTest("an agent that does not answer is ended, and the next command has another", async (world) => {
  await world.run(["agent", "start"]);
  const pid = (await runningAgent(world))?.agent.pid ?? 0;
  process.kill(pid, "SIGSTOP");
  expect(await mended(world)).toEqual([`the agent, pid ${pid}, does not answer`]);
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  expect((await runningAgent(world))?.agent.pid).not.toBe(pid);
});

worldTest("an agent that could not keep sign-ins is restarted, keeps them now, and has lost none", async (world) => {
  await persistIn(world, "pass");
  const env = { PATH: `${world.home}/later:${world.environment.PATH}` };
  await write(world, "later/pass", "#!/bin/sh\nexit 3\n");
  chmodSync(join(world.home, "later/pass"), 0o755);
  expect((await world.run(["process", "--otp", await world.code(), "staging"], { env })).status).toBe(0);
  await write(world, "later/pass", PASS);
  const [said] = await mended(world, { env });
  expect(said).toContain("until `actas agent restart`, sign-ins are held in memory only");
  expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
  await world.run(["agent", "stop"], { env });
  expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
});

worldTest("a sign-in that was changed by hand is removed, and an access key is not", async (world) => {
  await persistIn(world, "file");
  const kept = ".local/state/actas/secrets/file/session%2fana.sealed";
  await write(world, kept, "oops");
  await write(world, ".local/state/actas/access-keys/secrets/keyring/%41%4b.sealed", "oops");
  chmodSync(keptIn(world, "file"), 0o700);
  expect(await mended(world)).toEqual([expect.stringMatching(/^1 sign-in cannot be read, such as .*ana\.sealed: /)]);
  expect(existsSync(join(world.home, kept))).toBe(false);
  expect(existsSync(join(world.home, ".local/state/actas/access-keys/secrets/keyring/%41%4b.sealed"))).toBe(true);
});

worldTest("a runtime directory of one's own that is open to others is closed", async (world) => {
  await write(world, "open/file", "");
  const path = join(world.home, "open");
  chmodSync(path, 0o755);
  const env = { XDG_RUNTIME_DIR: path };
  expect(await mended(world, { env })).toEqual([`XDG_RUNTIME_DIR is not used: ${path} is open to other users`]);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(words(await diagnosed(world, [], { env }), "agent", "warning")).toBe("");
});

worldTest("a private file that takes the place of an open one while the user is asked stays private", async (world) => {
  await write(world, "shared/config", "[default]\nregion = eu-west-1\n");
  const [shared, secret] = ["shared/config", ".aws/credentials"].map((path) => join(world.home, path)) as [
    string,
    string,
  ];
  chmodSync(shared, 0o666);
  chmodSync(secret, 0o600);
  const session = world.terminal(["diagnose", "--fix"], { env: { AWS_CONFIG_FILE: shared } });
  await session.waitFor(/close \S+shared\/config to other users\?.*\[y\/N\] /);
  rmSync(shared);
  symlinkSync(secret, shared);
  session.type("yes");
  await session.exited;
  expect((statSync(secret).mode & 0o777).toString(8)).toBe("600");
});

/** Enough of a pass that works. */
const PASS = `#!/bin/sh
for entry; do :; done
file="$HOME/passes/\${entry##*/}"
case "$1" in
  insert) mkdir -p "$HOME/passes"; cat >"$file" ;;
  show) [ -f "$file" ] || { echo "Error: $entry is not in the password store." >&2; exit 1; }; cat "$file" ;;
  rm) rm -f "$file" ;;
esac
`;
