import { expect } from "bun:test";
import { hasEnded, statusOf } from "../support/agent-of.ts";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Says its pid, its endpoint and its token, and how often its environment has the text that it is given. */
const SAY = `printf 'pid %s\\nurl %s\\ntoken %s\\nhas %s\\n' $$ "$AWS_CONTAINER_CREDENTIALS_FULL_URI" \\
  "$AWS_CONTAINER_AUTHORIZATION_TOKEN" "$(env | grep -cF "$1")"`;

interface Said {
  readonly pid: number;
  readonly token: string;
  readonly has: number;
  status(): Promise<number>;
  accessKeyId(): Promise<string>;
}

function said(text: string): Said[] {
  const matches = text.matchAll(/pid (\d+)\nurl (\S+)\ntoken (.+)\nhas (\d+)\n/g);
  return [...matches].map(([, pid, url = "", token = "", has]) => {
    const ask = (): Promise<Response> => fetch(url, { headers: { authorization: token } });
    return {
      ...{ pid: Number(pid), token, has: Number(has) },
      status: async () => (await ask()).status,
      accessKeyId: async () => ((await ask()).json() as Promise<{ AccessKeyId: string }>).then((it) => it.AccessKeyId),
    };
  });
}

async function keyOf(world: World, target: string): Promise<string> {
  return JSON.parse((await world.run(["process", target])).stdout).AccessKeyId;
}

worldTest("a program started by `exec` within `exec` has its own target and token, and no other's", async (world) => {
  const inner = `${SAY}; exec sleep 600`;
  const outer = `${SAY}; '${PROGRAM}' exec staging -- sh -c "$2" sh "$AWS_CONTAINER_AUTHORIZATION_TOKEN"; exec sleep 600`;
  await world.signIn("staging");
  const child = Bun.spawn([PROGRAM, "exec", "readonly", "--", "sh", "-c", outer, "sh", "no such text", inner], {
    env: world.environment,
    cwd: world.home,
    stdin: "ignore",
    detached: true,
  });
  await using ended = new AsyncDisposableStack();
  ended.defer(async () => {
    child.kill();
    await child.exited;
  });
  let text = "";
  for await (const bytes of child.stdout) {
    text += new TextDecoder().decode(bytes);
    if (said(text).length === 2) break;
  }
  const [outside, inside] = said(text) as [Said, Said];
  expect(outside.token).not.toBe(inside.token);
  // Neither in a variable nor in the text of one.
  expect(inside.has).toBe(0);
  expect((await statusOf(world)).grants.map(({ pid, target }) => [pid, target])).toEqual([
    [outside.pid, "readonly"],
    [inside.pid, "staging"],
  ]);
  expect(await outside.accessKeyId()).toBe(await keyOf(world, "readonly"));
  expect(await inside.accessKeyId()).toBe(await keyOf(world, "staging"));

  // The token of the one ends with it, and no other does.
  process.kill(inside.pid);
  await until("it has ended", () => hasEnded(inside.pid));
  await until("its token is refused", async () => (await inside.status()) === 401);
  expect(await outside.status()).toBe(200);
});
