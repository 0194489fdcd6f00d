import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import { compile } from "./compile.ts";
import { type Load, load } from "./load.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

const ROUNDS = 4;
const SECONDS = 2;

/** What the container endpoint does under load, against a bare listener that checks a token and answers as much. */
export async function measureEndpoint(world: World): Promise<readonly Result[]> {
  const script = 'echo "$AWS_CONTAINER_CREDENTIALS_FULL_URI $AWS_CONTAINER_AUTHORIZATION_TOKEN"; exec sleep 300';
  using holder = start(world, [PROGRAM, "exec", "staging", "--", "sh", "-c", script]);
  const [url = "", token = ""] = (await holder.firstLine()).split(" ");
  const answer = await (await fetch(url, { headers: { authorization: token } })).text();

  using listener = start(world, [compile("bare-endpoint"), "bench-token", String(answer.length - 30)]);
  const bareUrl = `http://127.0.0.1:${await listener.firstLine()}/`;

  const ours: Load[] = [];
  const bare: Load[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await load(bareUrl, "bench-token", SECONDS));
    ours.push(await load(url, token, SECONDS));
  }
  return [throughput(ours, bare), tail(ours, bare)];
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

/** A program that prints one line and runs until it is disposed of. */
function start({ environment, home }: World, command: string[]): Disposable & { firstLine(): Promise<string> } {
  const child = Bun.spawn(command, { env: environment, cwd: home, stdin: "ignore" });
  return {
    async firstLine() {
      let text = "";
      for await (const chunk of child.stdout) {
        text += new TextDecoder().decode(chunk);
        if (text.includes("\n")) break;
      }
      if (!text) throw new Error(`${command.join(" ")} printed nothing`);
      return text.trim();
    },
    [Symbol.dispose]: () => child.kill(),
  };
}
