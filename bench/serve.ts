import { ServedImds } from "../test/imds/served.ts";
import { holdGrant } from "../test/support/held-grant.ts";
import { serveContainer } from "../test/support/served.ts";
import type { World } from "../test/support/world.ts";
import { startBare } from "./endpoint.ts";
import { load } from "./load.ts";
import { memoryInWords, memoryOfProcess } from "./memory.ts";
import type { Result } from "./result.ts";
import { interleave, summarise } from "./statistics.ts";

const ROUNDS = 6;
const SECONDS = 1;
/** One program, and as many as a busy desktop never has. */
const CONNECTIONS = [1, 200] as const;
const TOKEN = "Bearer bench";

/** What `serve` opens, under load: against the endpoint of `exec`, which is in the agent, and a bare listener. */
export async function measureServe(world: World): Promise<readonly Result[]> {
  await using grant = await holdGrant(world, "staging");
  await using served = await serveContainer(world, "staging");
  const { length } = await (await served.ask()).text();
  using bare = startBare(length);
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;
  const results: Result[] = [];
  for (const connections of CONNECTIONS) {
    const loads = await interleave(ROUNDS, {
      bare: () => load(bareUrl, { token: TOKEN, connections, seconds: SECONDS }),
      exec: () => load(grant.url, { token: grant.token, connections, seconds: SECONDS }),
      ours: () => load(served.url, { token: served.token, connections, seconds: SECONDS }),
    });
    const rate = (which: keyof typeof loads) =>
      summarise(loads[which].map(({ requestsPerSecond }) => requestsPerSecond)).median;
    const name = `serve container, ${connections} ${connections === 1 ? "connection" : "connections"}`;
    results.push(
      compared(`${name}: requests, as exec's endpoint`, rate("ours"), "the endpoint of exec", rate("exec"), 0.85),
      compared(`${name}: requests`, rate("ours"), "bare Bun.serve", rate("bare"), 0.5),
    );
  }
  const measured = memoryInWords(memoryOfProcess(served.pid));
  results.push({ name: "serve container, memory after that", measured });
  return [...results, ...(await measureImds(world))];
}

/** The metadata service under the same load, where a program needs no token; against a bare listener. */
async function measureImds(world: World): Promise<readonly Result[]> {
  const words = ["staging", "--port", "0", "--imdsv1", "--print-env", "--shell", "sh"];
  await using served = await ServedImds.start(world, words, {
    isReady: async (of) => (await of.printed()).includes("AWS_REGION"),
  });
  const [, address] = /AWS_EC2_METADATA_SERVICE_ENDPOINT='?(http:[^'\s]+)/.exec(await served.printed()) ?? [];
  const url = `${address}latest/meta-data/iam/security-credentials/staging`;
  const { length } = await (await fetch(url)).text();
  using bare = startBare(length);
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;
  const results: Result[] = [];
  for (const connections of CONNECTIONS) {
    const loads = await interleave(ROUNDS, {
      bare: () => load(bareUrl, { token: TOKEN, connections, seconds: SECONDS }),
      ours: () => load(url, { token: TOKEN, connections, seconds: SECONDS }),
    });
    const [mine, theirs] = [loads.ours, loads.bare].map(
      (each) => summarise(each.map(({ requestsPerSecond }) => requestsPerSecond)).median,
    );
    const name = `serve imds, ${connections} ${connections === 1 ? "connection" : "connections"}: requests`;
    results.push(compared(name, mine!, "bare Bun.serve", theirs!, 0.4));
  }
  const measured = memoryInWords(memoryOfProcess(served.child.pid));
  return [...results, { name: "serve imds, memory after that", measured }];
}

function compared(name: string, mine: number, against: string, theirs: number, ratio: number): Result {
  const inWords = (rate: number): string => `${(rate / 1000).toFixed(1)} k/s`;
  return {
    ...{ name, measured: inWords(mine), baseline: `${against} ${inWords(theirs)}`, ratio: mine / theirs },
    bound: { sense: "at least", ratio },
  };
}
