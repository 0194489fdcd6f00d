import { Clock } from "../../src/base/clock.ts";
import { listRolesRoute } from "../../src/server/api/list-roles.ts";
import { rulesOf } from "../../src/server/lending/rules/rules-shape.ts";
import type { Person } from "../../src/server/people/person.ts";
import { LiveMap } from "../../src/server/roles/live-map.ts";
import { openTestDatabase } from "../../test/support/postgres/open-test-database.ts";
import { groupName, MINT } from "../../test/support/server/made-up-map.ts";
import { memoryOfProcess } from "../memory.ts";
import { quantile } from "../statistics.ts";

// A replica with the map of a database: says how long it took to read, and what it answers and takes. Then it serves
// `GET /roles` for people of ten groups until its standard input ends.

const [url = "", groupsText = "4000"] = process.argv.slice(2);
const groups = Number(groupsText);
const clock = new Clock();

const started = performance.now();
const cpuBefore = cpuMs();
const map = new LiveMap(await openTestDatabase(url), { ways: [MINT], now: clock.now, acknowledged: new Set() });
await map.refresh();
const startMs = performance.now() - started;
const startCpuMs = cpuMs() - cpuBefore;
Bun.gc(true);

const listing = listRolesRoute({
  bouncer: { personOf: async (request) => person(Number(request.headers.get("x-person")), 10) },
  roles: map,
  rules: rulesOf([{ effect: "allow", groups: ["everybody"], roles: ["*"] }], undefined),
  now: clock.now,
});
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request) => {
    const client = { address: "127.0.0.1", signal: request.signal };
    const { pathname } = new URL(request.url);
    if (pathname === "/cpu") return new Response(String(cpuMs()));
    return pathname === "/bare" ? new Response("{}") : listing.answer(request, client);
  },
});

const lookups = measured(1500, (round) => map.rolesOf(person(round, 100)).length);
const judged = (() => {
  const who = person(1, 100);
  const [answer] = map.rolesOf(who);
  return answer
    ? measured(200, () => map.judge(answer.role, who, { subject: "x", sessionName: "x" }).groups.length)
    : [0];
})();
const result = {
  port: server.port,
  startMs,
  startCpuMs,
  memory: memoryOfProcess(process.pid).private,
  found: map.rolesOf(person(1, 100)).length,
  lookup: { median: quantile(lookups, 0.5), p99: quantile(lookups, 0.99) },
  judge: { median: quantile(judged, 0.5), p99: quantile(judged, 0.99) },
};
console.log(JSON.stringify(result));
for await (const _ of Bun.stdin.stream());
process.exit(0);

function person(number: number, count: number): Person {
  const own = Array.from({ length: count }, (_, index) => groupName((number * 37 + index * 41) % groups));
  return {
    issuer: "i",
    subject: `person-${number}`,
    name: "n",
    groups: ["everybody", ...own],
    groupsAt: 0,
    via: "code",
    client: "c",
  };
}

/** Milliseconds of the processor's time each, sorted. */
function measured(rounds: number, work: (round: number) => number): readonly number[] {
  for (let round = 0; round < rounds; round++) work(round);
  const times = Array.from({ length: rounds }, (_, round) => {
    const before = cpuMs();
    work(round);
    return cpuMs() - before;
  });
  return times.sort((one, other) => one - other);
}

function cpuMs(): number {
  const { system, user } = process.cpuUsage();
  return (system + user) / 1000;
}
