import { Clock } from "../../src/base/clock.ts";
import type { Person } from "../../src/server/people/person.ts";
import { LiveMap } from "../../src/server/roles/live-map.ts";
import { openTestDatabase } from "../../test/support/postgres/open-test-database.ts";
import { MINT } from "../../test/support/server/made-up-map.ts";
import { memoryOfProcess } from "../memory.ts";
import { somebody } from "../server/stored-organization.ts";
import { quantile } from "../statistics.ts";

// The map of a database in memory: says how long it took to read, and what it answers and takes.

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

const lookups = measured(1500, (round) => map.rolesOf(person(round, 100)).length);
const judged = (() => {
  const who = person(1, 100);
  const [answer] = map.rolesOf(who);
  return answer
    ? measured(200, () => map.judge(answer.role, who, { subject: "x", sessionName: "x" }).groups.length)
    : [0];
})();
const result = {
  startMs,
  startCpuMs,
  memory: memoryOfProcess(process.pid).private,
  found: map.rolesOf(person(1, 100)).length,
  lookup: { median: quantile(lookups, 0.5), p99: quantile(lookups, 0.99) },
  judge: { median: quantile(judged, 0.5), p99: quantile(judged, 0.99) },
};
console.log(JSON.stringify(result));
process.exit(0);

function person(number: number, count: number): Person {
  const { groups: own, subject } = somebody(number, count, groups);
  return { issuer: "i", subject, name: "n", groups: own, groupsAt: 0, via: "code", client: "c" };
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
