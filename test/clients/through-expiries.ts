import { expect } from "bun:test";
import { AskedProgram } from "../support/asked-program.ts";
import { needs } from "../support/needs.ts";
import type { World } from "../support/world.ts";
import type { Client } from "./client.ts";

/** Of the credentials of every role; what is served is renewed several times in it. */
const LIFE_SECONDS = 6;
const PAUSE_MS = 250;
/** For an answer; Java takes its time for the first. */
const PATIENCE_MS = 30_000;
const OF = {
  readonly: "arn:aws:sts::111122223333:assumed-role/ReadOnly/ben",
  "keys-no-mfa": "arn:aws:iam::111122223333:user/ana",
} as const;

/** It never asks again for what ends within ten seconds when it gets it: AWS gives nothing that does. */
const LONGER_LIVES = "0.16 (Debian)";

interface Followed {
  readonly world: World;
  readonly clients: readonly Client[];
  /** What a program needs to find what is served. */
  readonly environment: Readonly<Record<string, string>>;
  /** The words before each program's own. */
  readonly words?: readonly string[];
  readonly switchTo: (target: keyof typeof OF) => Promise<void>;
}

/** Makes AWS give credentials that end soon, before anything is served. */
export async function shortLives(world: World): Promise<void> {
  await world.faults({ lifetimeSeconds: LIFE_SECONDS });
}

/** The clients that are installed, and a report of the others. */
export function installed(all: readonly Client[]): { readonly here: readonly Client[]; readonly without: string } {
  const clients = all.filter(({ version }) => version !== LONGER_LIVES);
  const left = clients.filter(({ tools }) => needs(...tools)).map(nameOf);
  return {
    here: clients.filter(({ tools }) => !needs(...tools)),
    without: left.length > 0 ? ` (NOT TRIED, as they are not installed: ${left.join(", ")})` : "",
  };
}

/**
 * Has programs of all kinds make calls while the credentials of `readonly` end twice and another target is then served:
 * those that run all the time, and those that are started for each call. No call may fail, each must be signed by one set
 * of credentials, and who has followed the switch stays there.
 */
export async function passesThroughExpiries(followed: Followed): Promise<void> {
  const { clients, switchTo, world } = followed;
  const before = (await world.calls()).length;
  const { promise: isSwitched, resolve: follow } = Promise.withResolvers<number>();
  const running = clients.filter(({ runs }) => runs);
  const begun = running.map(() => Promise.withResolvers<void>());
  const all = [
    ...running.map((client, index) => {
      const { resolve } = begun[index]!;
      return runs(client, followed, { hasAnswered: resolve, isSwitched }).finally(resolve);
    }),
    startedAgain(
      clients.filter(({ runs: goesOn }) => !goesOn),
      followed,
      isSwitched,
    ),
  ];
  const over = Promise.allSettled(all);
  await Promise.all(begun.map(({ promise }) => promise));
  // What each got first has ended, and what it got after that.
  await Bun.sleep((2 * LIFE_SECONDS + 1) * 1_000);
  await switchTo("keys-no-mfa");
  follow(Date.now());
  const failures = (await over).flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
  expect(failures).toEqual([]);
  const own = ["AssumeRole", "GetSessionToken"];
  const calls = (await world.calls()).slice(before).filter(({ action }) => !own.includes(action));
  const signers = new Set<string | undefined>(Object.values(OF));
  expect(calls.filter(({ outcome, signedBy }) => !signers.has(signedBy) || /Expired|Invalid/.test(outcome))).toEqual(
    [],
  );
  expect(new Set(calls.map(({ accessKeyId }) => accessKeyId)).size).toBeGreaterThan(3);
}

interface Course {
  readonly hasAnswered: () => void;
  /** When the other target was served. */
  readonly isSwitched: Promise<number>;
}

/** Asks a program that runs, until it has followed the switch. */
async function runs(client: Client, { environment, words = [], world }: Followed, course: Course): Promise<void> {
  const env = { ...world.environment, ...environment, ...client.environment, SANDBOX_URL: world.sandbox.url };
  const command = [...words, ...(await client.command(world)), ...(client.imds?.words ?? []), "for-each-line"];
  await using program = new AskedProgram(command, { env, cwd: world.home });
  let switchedAt = Number.POSITIVE_INFINITY;
  void course.isSwitched.then((at) => {
    switchedAt = at;
  });
  const answers: string[] = [];
  for (let after = 0; after < 3; await Bun.sleep(PAUSE_MS)) {
    const asked = Date.now();
    const answer = await Promise.race([program.ask(), Bun.sleep(PATIENCE_MS)]);
    if (answer === undefined) throw new Error(`${nameOf(client)} does not answer after ${answers.length} calls`);
    answers.push(answer);
    if (answers.length === 1) course.hasAnswered();
    const isNew = answer.includes(OF["keys-no-mfa"]);
    const isRight = isNew ? Date.now() >= switchedAt : answer.includes(OF.readonly) && after === 0;
    if (!isRight)
      throw new Error(`${nameOf(client)} was answered ${answer || "nothing"} after ${answers.length} calls`);
    if (isNew) after++;
    // What it has got before ends, so that it must have asked.
    else if (asked > switchedAt + LIFE_SECONDS * 1_000)
      throw new Error(`${nameOf(client)} has not followed the switch`);
  }
}

/** Starts one program after the other, again and again, until each was started after the switch. */
async function startedAgain(
  clients: readonly Client[],
  { environment, words = [], world }: Followed,
  isSwitched: Promise<number>,
): Promise<void> {
  let left = Number.POSITIVE_INFINITY;
  void isSwitched.then(() => {
    left = clients.length;
  });
  while (left > 0) {
    for (const client of clients) {
      const env = { ...environment, ...client.environment, SANDBOX_URL: world.sandbox.url };
      const command = [...words, ...(await client.command(world)), ...(client.imds?.words ?? [])];
      const { status, stderr } = await world.runProgram(command, { env });
      if (client.status !== "fails anyway")
        expect([nameOf(client), status, stderr]).toEqual([nameOf(client), 0, stderr]);
      left--;
    }
  }
}

function nameOf({ name, version }: Client): string {
  return `${name} ${version}`;
}
