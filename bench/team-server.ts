import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PEOPLE } from "../test/support/lending/people-by-token.ts";
import { compile } from "./compile.ts";
import { startBare } from "./endpoint.ts";
import { firstLine } from "./first-line.ts";
import { load } from "./load.ts";
import { memoryInWords, memoryOfProcess } from "./memory.ts";
import type { Result } from "./result.ts";
import { startSts } from "./server/answering-sts.ts";
import { interleave, summarise } from "./statistics.ts";
import { inWords } from "./time-of.ts";

const ROUNDS = 4;
const SECONDS = 1;
const ROLES = 50;
const LOANS = 200;
const AT_ONCE = 32;
const TOKEN = `Bearer ${PEOPLE.ana}`;

/** What the team server does itself when it lends and lists: with a STS that answers at once, and no database. */
export async function measureTeamServer(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "actas-bench-"));
  using sts = startSts();
  const child = Bun.spawn([compile("team-server"), sts.url, join(folder, "keys.json"), `${ROLES}`], { stdout: "pipe" });
  try {
    const url = await firstLine(child.stdout);
    const results = [...(await listing(url)), ...(await lending(url, sts.url))];
    const measured = memoryInWords(memoryOfProcess(child.pid));
    return [...results, { name: "team server, memory after that", measured }];
  } finally {
    child.kill();
    rmSync(folder, { recursive: true });
  }
}

/** A person's list, against a bare listener that answers as much. */
async function listing(url: string): Promise<readonly Result[]> {
  const { length } = await (await fetch(`${url}roles`, { headers: { authorization: TOKEN } })).text();
  using bare = startBare(length);
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;
  const results: Result[] = [];
  for (const connections of [1, AT_ONCE]) {
    const options = { connections, seconds: SECONDS };
    const loads = await interleave(ROUNDS, {
      bare: () => load(bareUrl, { ...options, token: "Bearer bench" }),
      ours: () => load(`${url}roles`, { ...options, token: TOKEN }),
    });
    const rate = (which: keyof typeof loads) =>
      summarise(loads[which].map(({ requestsPerSecond }) => requestsPerSecond)).median;
    const p99 = summarise(loads.ours.map(({ p99Ms }) => p99Ms)).median;
    results.push({
      name: `team server, GET /roles with ${ROLES} roles, ${connections} at once`,
      measured: `${(rate("ours") / 1000).toFixed(1)} k/s, p99 ${p99.toFixed(1)} ms`,
      baseline: `bare Bun.serve ${(rate("bare") / 1000).toFixed(1)} k/s`,
      ratio: rate("ours") / rate("bare"),
      bound: { sense: "at least", ratio: 0.05 },
    });
  }
  return results;
}

/** A loan has a signature and a call of STS; against the answer of that STS alone. */
async function lending(url: string, sts: string): Promise<readonly Result[]> {
  const alone = await each(LOANS, 1, async () => void (await (await fetch(sts, { method: "POST" })).text()));
  const one = await each(LOANS, 1, (at) => lend(url, at));
  const many = await each(LOANS * 4, AT_ONCE, (at) => lend(url, LOANS + at));
  return [
    {
      name: "team server, POST /assume-role",
      measured: inWords(one.median, one.p95),
      baseline: `STS alone ${inWords(alone.median, alone.p95)}`,
      ratio: one.median / alone.median,
    },
    {
      name: `team server, POST /assume-role, ${AT_ONCE} at once`,
      measured: `${many.perSecond.toFixed(0)} a second, ${inWords(many.median, many.p95)}`,
    },
  ];
}

/** Each has another reason: what is asked at once for the same is one loan. */
async function lend(url: string, at: number): Promise<void> {
  const body = JSON.stringify({ Role: `111122223333/Role${at % ROLES}`, Reason: `${at}` });
  const answer = await fetch(`${url}assume-role`, { method: "POST", headers: { authorization: TOKEN }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`cannot lend: ${text}`);
}

async function each(count: number, atOnce: number, work: (at: number) => Promise<void>) {
  const times: number[] = [];
  let next = 0;
  const begin = performance.now();
  const worker = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const start = performance.now();
      await work(at);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { ...summarise(times), perSecond: (count * 1000) / (performance.now() - begin) };
}
