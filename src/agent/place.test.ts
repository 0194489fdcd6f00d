import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockHolder } from "../../test/support/lock-holder.ts";
import { until } from "../../test/support/until.ts";
import { listenUnix } from "../agent-api/listen-unix.ts";
import { tryLock } from "../files/lock.ts";
import { makePrivateDirectory } from "../files/private-directory.ts";
import { Place } from "./place.ts";

/** Less than the time after which it looks by itself. */
const SOON_MS = 600;

const folder = mkdtempSync(join(tmpdir(), "actas-place-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An agent's place. */
function placeWithLock(name: string) {
  const runtime = makePrivateDirectory(join(folder, name));
  const socket = join(runtime.path, "agent.sock");
  const lock = tryLock(runtime, "agent.lock")!;
  const heard = { lost: 0, log: [] as string[] };
  const made = new Place(
    {
      ...{ runtime, socket, lock },
      listen: () => ({ stop: () => {} }),
      log: (line) => void heard.log.push(line),
      lost: () => void heard.lost++,
    },
    listenUnix(runtime, socket),
  );
  const path = join(runtime.path, "agent.lock");
  return { path, socket, heard, look: () => made.look(), [Symbol.dispose]: () => made.leave("removed") };
}

/** The same, and its lock file is removed. */
function place(name: string) {
  const made = placeWithLock(name);
  rmSync(made.path);
  return made;
}

test.each([
  ["lock", "path"],
  ["socket", "socket"],
] as const)("an agent hears at once that its %s was removed", async (name, which) => {
  using agent = placeWithLock(`removed-${name}`);
  for (let removed = 1; removed <= 3; removed++) {
    agent.look();
    rmSync(agent[which]);
    await until("it has taken its place again", () => agent.heard.log.length === removed, SOON_MS);
  }
});

test("a command that only looks at the lock, just when it is to be taken again, does not end the agent", async () => {
  using agent = place("looked-at");
  {
    await using _ = await lockHolder(agent.path, { how: "--shared" });
    agent.look();
    expect(agent.heard.lost).toBe(0);
  }
  agent.look();
  expect(agent.heard).toEqual({ lost: 0, log: [expect.stringContaining("its lock was removed, and taken again")] });
});

test("another agent that has signed the lock has the place", async () => {
  using agent = place("taken");
  await using other = await lockHolder(agent.path);
  agent.look();
  expect(agent.heard.lost).toBe(0);
  other.sign();
  agent.look();
  // It also looks by itself.
  expect(agent.heard.lost).toBeGreaterThan(0);
  expect(agent.heard.log).toEqual([]);
});
