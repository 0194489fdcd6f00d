import { expect } from "bun:test";
import { statusOf } from "../support/agent-of.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

const SHELLS = 50;
const TARGETS = ["ben", "readonly"] as const;
/** Acts, and asks the endpoint as a program would; then waits until it is told to go on. */
const SCRIPT = `eval "$(actas shell init sh)"
actas-as "$1" || exit
ask() { curl -s -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; }
ask; echo
read line
actas-as "$2"; ask; echo
read line`;

worldTest("fifty shells act as two targets, switch, and are all gone in the end, with one agent", async (world) => {
  const keyOf = async (target: string): Promise<string> =>
    JSON.parse((await world.run(["process", target])).stdout).AccessKeyId;
  const keys = Object.fromEntries(await Promise.all(TARGETS.map(async (target) => [target, await keyOf(target)])));
  const shells = Array.from({ length: SHELLS }, (_, index) => {
    const [first, second] = index % 2 === 0 ? TARGETS : [...TARGETS].reverse();
    const shell = Bun.spawn(["sh", "-c", SCRIPT, "sh", first ?? "", second ?? ""], {
      env: world.environment,
      cwd: world.home,
      stdin: "pipe",
    });
    return { shell, first, second, lines: linesOf(shell.stdout) };
  });
  await using ended = new AsyncDisposableStack();
  for (const { shell } of shells) ended.defer(() => shell.kill("SIGKILL"));
  const answered = async (which: "first" | "second") =>
    Promise.all(
      shells.map(async ({ lines, [which]: target }) => {
        const { AccessKeyId } = JSON.parse((await lines.next()).value ?? "");
        return [target, AccessKeyId === keys[target ?? ""]];
      }),
    );
  expect(await answered("first")).toEqual(shells.map(({ first }) => [first, true]));
  expect((await statusOf(world)).grants.map(({ pid }) => pid).sort()).toEqual(
    shells.map(({ shell }) => shell.pid).sort(),
  );
  for (const { shell } of shells) shell.stdin.write("go on\n");
  expect(await answered("second")).toEqual(shells.map(({ second }) => [second, true]));
  expect((await statusOf(world)).grants).toHaveLength(2 * SHELLS);
  for (const { shell } of shells) shell.kill("SIGKILL");
  await until("all grants have ended", async () => (await statusOf(world)).grants.length === 0);
});

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
  return undefined;
}
