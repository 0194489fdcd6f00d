import { holdGrant } from "../test/support/held-grant.ts";
import type { World } from "../test/support/world.ts";
import { compile } from "./compile.ts";
import { type Load, load } from "./load.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

const ROUNDS = 8;
const SECONDS = 2;
const TOKEN = "Bearer bench";

/** The container endpoint under load, against a bare listener that checks a token and sends an answer of equal size. */
export async function measureEndpoint(world: World): Promise<readonly Result[]> {
  await using grant = await holdGrant(world, "staging");
  const response = await grant.ask();
  if (!response.ok) throw new Error(`the container endpoint answered ${response.status}`);
  const { length } = await response.text();

  using bare = startBare(length);
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;

  await load(bareUrl, TOKEN, SECONDS); // not measured, so that the comparison starts when the code of both is compiled
  await load(grant.url, grant.token, SECONDS);
  const ours: Load[] = [];
  const theirs: Load[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await load(bareUrl, TOKEN, SECONDS));
    ours.push(await load(grant.url, grant.token, SECONDS));
  }
  return [throughput(ours, theirs), tail(ours, theirs)];
}

function throughput(ours: readonly Load[], bare: readonly Load[]): Result {
  const [mine, theirs] = [ours, bare].map((loads) => summarise(loads.map((each) => each.requestsPerSecond)).median);
  const inWords = (rate: number): string => `${(rate / 1000).toFixed(1)} k/s`;
  return {
    name: "container endpoint, requests",
    measured: inWords(mine!),
    baseline: `bare Bun.serve ${inWords(theirs!)}`,
    ratio: mine! / theirs!,
    bound: { sense: "at least", ratio: 0.7 },
  };
}

function tail(ours: readonly Load[], bare: readonly Load[]): Result {
  const [mine, theirs] = [ours, bare].map((loads) => summarise(loads.map((each) => each.p99Ms)).median);
  return {
    name: "container endpoint, p99",
    measured: `${mine!.toFixed(1)} ms`,
    baseline: `bare Bun.serve ${theirs!.toFixed(1)} ms`,
    ratio: theirs! / mine!,
    bound: { sense: "at least", ratio: 0.7 },
  };
}

/** Starts the listener to compare with, whose answer has so many bytes. It runs until it is disposed of. */
function startBare(length: number): Disposable & { readonly port: Promise<string> } {
  const child = Bun.spawn([compile("bare-endpoint"), TOKEN, String(length)]);
  return {
    port: child.stdout
      .getReader()
      .read()
      .then(({ value }) => new TextDecoder().decode(value).trim()),
    [Symbol.dispose]: () => child.kill(),
  };
}
