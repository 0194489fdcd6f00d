import { expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
import { throwAwayPostgres } from "../../support/postgres/throw-away-postgres.ts";
import { roundRobin } from "../../support/server/round-robin.ts";
import { runningServer, startServer } from "../../support/server/running-server.ts";
import { testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "a replica is replaced under load, and no request fails",
  async () => {
    await using world = await testDatabase();
    const variables = { DATABASE_URL: world.url, ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "1" };
    await using first = await runningServer({ variables });
    const old = await runningServer({ variables });
    await using balancer = roundRobin();
    balancer.add(first.url);
    balancer.add(old.url);
    const load = loadOn(`${balancer.url}metrics`);
    await until("both were asked", () => first.accesses().length > 20 && old.accesses().length > 20);
    await using fresh = await runningServer({ variables });
    balancer.add(fresh.url);
    old.kill("SIGTERM");
    expect(await old.exited).toBe(0);
    await until("the new one was asked", () => fresh.accesses().length > 50 && balancer.answered > 100);
    await load.end();
    expect(balancer.failures).toEqual([]);
  },
  60_000,
);

testOnPostgres(
  "the database is restarted under load: the server says so, and serves again by itself",
  async () => {
    const postgres = await throwAwayPostgres({ durable: true });
    try {
      await using server = await runningServer({ variables: { DATABASE_URL: postgres.url() } });
      const load = loadOn(`${server.url}readyz`);
      await postgres.stop("immediate");
      await until("it is not ready", async () => (await fetch(`${server.url}readyz`)).status === 503);
      expect(await (await fetch(`${server.url}readyz`)).text()).toBe("database: it does not answer\n");
      expect((await fetch(`${server.url}healthz`)).status).toBe(200);
      await postgres.start();
      await until("it is ready", async () => (await fetch(`${server.url}readyz`)).status === 200);
      await load.end();
    } finally {
      await postgres.remove();
    }
  },
  90_000,
);

testOnPostgres(
  "a replica that is told to end first says so, answers what it was asked, and ends with status 0",
  async () => {
    await using world = await testDatabase();
    await using server = await runningServer({
      variables: { DATABASE_URL: world.url, ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "2" },
    });
    server.kill("SIGTERM");
    const stopping = await until("it says that it stops", async () => {
      const answer = await fetch(`${server.url}readyz`);
      return answer.status === 503 ? answer : undefined;
    });
    expect(await stopping.text()).toBe("it stops\n");
    expect((await fetch(`${server.url}healthz`)).status).toBe(200);
    expect(await server.exited).toBe(0);
  },
  30_000,
);

testOnPostgres(
  "a port that is taken is told at once, and the database is left alone",
  async () => {
    await using world = await testDatabase();
    await using server = await runningServer({ variables: { DATABASE_URL: world.url } });
    const port = new URL(server.url).port;
    const second = startServer({
      variables: { DATABASE_URL: "postgres://nobody@127.0.0.1:1/x", ACTAS_SERVER_LISTEN_PORT: port },
    });
    expect(await second.exited).not.toBe(0);
    await until("it says why", () => second.said().includes("error"));
    expect(second.said()).toContain(`cannot listen on 127.0.0.1:${port}: actas, pid `);
    await until("it says what else to do", () => second.said().includes("ACTAS_SERVER_LISTEN_PORT"));
    const third = startServer({ variables: { DATABASE_URL: world.url, ACTAS_SERVER_LISTEN_METRICS_PORT: port } });
    expect(await third.exited).not.toBe(0);
    await until("it says which port", () => third.said().includes("ACTAS_SERVER_LISTEN_METRICS_PORT"));
    expect(third.said()).toContain("`listen.metricsPort`");
  },
  30_000,
);

/** Asks again and again, eight at once, as clients that keep their connections do. */
function loadOn(url: string): { end(): Promise<void> } {
  let goesOn = true;
  const one = async (): Promise<void> => {
    while (goesOn)
      await fetch(url).then(
        (answer) => answer.text(),
        () => {},
      );
  };
  const all = Promise.all(Array.from({ length: 8 }, one));
  return {
    end: async () => {
      goesOn = false;
      await all;
    },
  };
}
