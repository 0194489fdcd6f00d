import { holdGrant } from "../test/support/held-grant.ts";
import type { World } from "../test/support/world.ts";
import { compile } from "./compile.ts";
import { type Load, load } from "./load.ts";
import type { Result } from "./result.ts";
import { interleave, summarise } from "./statistics.ts";

const ROUNDS = 8;
const SECONDS = 1;
/** From one program that asks now and then to more than an agent usually has. */
const CONNECTIONS = [1, 16, 64] as const;
const TOKEN = "Bearer bench";

/** The container endpoint under load, against a bare listener that checks a token and sends an answer of equal size. */
export async function measureEndpoint(world: World): Promise<readonly Result[]> {
  await using grant = await holdGrant(world, "staging");
  const response = await grant.ask();
  if (!response.ok) throw new Error(`the container endpoint answered ${response.status}`);
  const { length } = await response.text();

  using bare = startBare(length);
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;

  const results: Result[] = [];
  for (const connections of CONNECTIONS) {
    const loads = await interleave(ROUNDS, {
      bare: () => load(bareUrl, { token: TOKEN, connections, seconds: SECONDS }),
      ours: () => load(grant.url, { token: grant.token, connections, seconds: SECONDS }),
    });
    const name = `container endpoint, ${connections} ${connections === 1 ? "connection" : "connections"}`;
    results.push(throughput(name, loads), tail(name, loads));
  }
  return results;
}

interface Loads {
  readonly ours: readonly Load[];
  readonly bare: readonly Load[];
}

function throughput(name: string, { ours, bare }: Loads): Result {
  const [mine, theirs] = [ours, bare].map((loads) => summarise(loads.map((each) => each.requestsPerSecond)).median);
  const inWords = (rate: number): string => `${(rate / 1000).toFixed(1)} k/s`;
  return {
    name: `${name}: requests`,
    measured: inWords(mine!),
    baseline: `bare Bun.serve ${inWords(theirs!)}`,
    ratio: mine! / theirs!,
    bound: { sense: "at least", ratio: 0.7 },
  };
}

function tail(name: string, { ours, bare }: Loads): Result {
  const [mine, theirs] = [ours, bare].map((loads) => summarise(loads.map((each) => each.p99Ms)).median);
  return {
    name: `${name}: p99`,
    measured: `${mine!.toFixed(2)} ms`,
    baseline: `bare Bun.serve ${theirs!.toFixed(2)} ms`,
    ratio: theirs! / mine!,
    bound: { sense: "at least", ratio: 0.7 },
  };
}

/** Starts the listener to compare with, whose answer has so many bytes. It runs until it is disposed of. */
export function startBare(length: number): Disposable & { readonly port: Promise<string>; readonly pid: number } {
  const child = Bun.spawn([compile("bare-endpoint"), TOKEN, String(length)]);
  return {
    pid: child.pid,
    port: child.stdout
      .getReader()
      .read()
      .then(({ value }) => new TextDecoder().decode(value).trim()),
    [Symbol.dispose]: () => child.kill(),
  };
}
