import { expect, setSystemTime } from "bun:test";
import { Secret } from "../../../src/base/secret.ts";
import { checkConfiguration } from "../../../src/server/check-configuration.ts";
import { runServer } from "../../../src/server/run-server.ts";
import { clocksApart } from "../../../src/server/store/clocks-apart.ts";
import { testNeeding } from "../../support/needs.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";

const test = testNeeding("postgres");
const APART = "the clock of this machine is 120 minutes ahead of the database's";

const configurationOf = ({ url }: TestDatabase) => ({
  listen: { address: "127.0.0.1", port: 0 },
  proxies: [],
  hosts: [],
  drainMs: 0,
  database: { folder: "/nowhere", url: new Secret(url) },
  lending: {},
  roles: {},
  admins: [],
});
const SURROUNDINGS = { directory: "/", environment: {} };

/** This machine's clock is two hours ahead meanwhile. */
async function ahead<T>(work: () => Promise<T>): Promise<T> {
  setSystemTime(new Date(Date.now() + 7_200_000));
  try {
    return await work();
  } finally {
    setSystemTime();
  }
}

test("clocks that are minutes apart are noticed, whichever is ahead, and slow answers are none of that", async () => {
  await using store = await testDatabase();
  const said = (...offsets: readonly number[]) => {
    const left = [...offsets];
    return clocksApart(store.database, () => Date.now() + (left.shift() ?? 0));
  };
  expect(await said(7_200_000, 7_200_000)).toContain(APART);
  expect(await said(-70_000, -70_000)).toContain("is 1 minute behind the database's");
  expect(await said(0, 0)).toBeUndefined();
  expect(await said(50_000, 50_000)).toBeUndefined();
  // The question was sent ten minutes ago, and answered just now.
  expect(await said(-600_000, 0)).toBeUndefined();
});

test("a server whose clock is wrong says so when it starts, and `server check` does", async () => {
  await using store = await testDatabase();
  const said: string[] = [];
  const stop = new AbortController();
  await ahead(() =>
    runServer({
      configuration: configurationOf(store),
      roles: ["worker"],
      surroundings: SURROUNDINGS,
      log: (line) => void said.push(line),
      accessLog: () => {},
      serving: () => stop.abort(),
      stop: stop.signal,
    }),
  );
  expect(said).toContainEqual(expect.stringContaining(APART));
  const checks = await ahead(() => checkConfiguration(configurationOf(store), SURROUNDINGS));
  expect(checks.find(({ what }) => what === "database")).toMatchObject({
    outcome: "note",
    message: expect.stringContaining(`it answers, but ${APART}`),
  });
});
