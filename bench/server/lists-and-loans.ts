import { throwAwayPostgres } from "../../test/support/postgres/throw-away-postgres.ts";
import { startBare } from "../endpoint.ts";
import { memoryOfProcess } from "../memory.ts";
import type { Result } from "../result.ts";
import { startSts } from "./answering-sts.ts";
import { cpuMsOf } from "./cpu-of-process.ts";
import { type Answers, openLoad } from "./open-load.ts";
import { provingPerson } from "./proving-people.ts";
import { type Replica, startReplica, URL_OF_SERVER } from "./replica.ts";
import { ROLES_EACH, storeOrganization } from "./stored-organization.ts";

const SIZES = [100, 1_000, 5_000] as const;
const LISTS_A_SECOND = 500;
const LOANS_A_SECOND = 50;
const SECONDS = 10;
/** In the first second everybody asks for the first time, and what was late because of it has to be worked off. */
const WARM_UP_SECONDS = 8;
/** Scans that find something new come in a row. Each replica looks every 15 seconds. */
const CHANGE_MS = 5_000;
const START_MS = 5_000;
const LIST_P99_MS = 50;
const MEMORY_MIB = 800;
const LARGEST = 5_000;
/** Who asks for roles. */
const BORROWERS = 100;

/**
 * The built server with a stored organization of three sizes, as its clients meet it: 500 people with groups of their own,
 * each with an access token, a sign-in in the database and a line in the access log for each request. Requests come at
 * their time, whether or not those before were answered. Beside it, a bare listener that answers as many bytes.
 */
export async function measureListsAndLoans(): Promise<readonly Result[]> {
  const rows: Result[] = [];
  for (const accounts of SIZES) rows.push(...(await listsAndLoansOf(accounts)));
  return rows;
}

export async function listsAndLoansOf(accounts: number): Promise<readonly Result[]> {
  using sts = startSts();
  const postgres = await throwAwayPostgres();
  try {
    await storeOrganization(accounts, postgres.url());
    await using replica = await startReplica(accounts, postgres.url(), sts.url);
    return await measureReplica(replica, accounts);
  } finally {
    await postgres.remove();
  }
}

async function measureReplica(replica: Replica, accounts: number): Promise<readonly Result[]> {
  const what = `server of ${(accounts * ROLES_EACH).toLocaleString("en")} roles of ${accounts.toLocaleString("en")} accounts`;
  const isLargest = accounts === LARGEST;
  const start: Result = {
    name: `${what}: start from the stored map`,
    measured: `${(replica.startMs / 1000).toFixed(1)} s (${(replica.startCpuMs / 1000).toFixed(1)} of the processor)`,
    baseline: `${START_MS / 1000} s`,
    ratio: replica.startMs / START_MS,
    bound: { sense: "at most", ratio: 1 },
  };
  const lists = await measureLists(replica, what);
  const loans = await measureLoans(replica, what);
  const memory = memoryOfProcess(replica.pid).private;
  const used: Result = {
    name: `${what}: memory after that`,
    measured: `${memory.toFixed(0)} MiB`,
    ...(isLargest && {
      baseline: `${MEMORY_MIB} MiB`,
      ratio: memory / MEMORY_MIB,
      bound: { sense: "at most" as const, ratio: 1 },
    }),
  };
  return [start, ...lists, ...loans, used];
}

async function measureLists({ change, pid, signIn, url }: Replica, what: string): Promise<readonly Result[]> {
  const tokens = await signIn();
  const list = (number: number) => ask(`${url}roles`, tokens[number % tokens.length]);
  const ours = await loaded(pid, LISTS_A_SECOND, list);
  const changing = setInterval(() => void change(), CHANGE_MS);
  const changed = await loaded(pid, LISTS_A_SECOND, list);
  clearInterval(changing);
  using bare = startBare(Math.round(ours.bytes));
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;
  const theirs = await loaded(bare.pid, LISTS_A_SECOND, () => ask(bareUrl, "bench"));
  const kilobytes = `${(ours.bytes / 1000).toFixed(0)} KB`;
  return [
    {
      name: `${what}: GET /roles, ${kilobytes} each, ${LISTS_A_SECOND} a second, p99`,
      measured: `${inWords(ours)} (bare server ${inWords(theirs)})`,
      baseline: `${LIST_P99_MS} ms`,
      ratio: ours.p99Ms / LIST_P99_MS,
      bound: { sense: "at most", ratio: 1 },
    },
    {
      name: `${what}: the same while the map changes every ${CHANGE_MS / 1000} s`,
      measured: `${inWords(changed)}, ${changed.cpuMs.toFixed(2)} ms of the processor each`,
    },
    {
      name: `${what}: GET /roles, of the processor`,
      measured: `${ours.cpuMs.toFixed(2)} ms each`,
      baseline: `bare server ${theirs.cpuMs.toFixed(2)} ms`,
      ratio: ours.cpuMs / theirs.cpuMs,
    },
  ];
}

/** Each is of another person, for the first role of their list. */
async function measureLoans(replica: Replica, what: string): Promise<readonly Result[]> {
  const { pid, signIn, url } = replica;
  const tokens = await signIn();
  const names = await Promise.all(tokens.slice(0, BORROWERS).map((token) => firstRole(url, token)));
  const body = (number: number) => JSON.stringify({ Role: names[number % names.length], Reason: `${number}` });
  const ours = await loaded(pid, LOANS_A_SECOND, (number) =>
    ask(`${url}assume-role`, tokens[number % names.length], body(number)),
  );
  const proven = await measureProvenLoans(replica, body);
  using bare = startBare(Math.round(ours.bytes));
  const bareUrl = `http://127.0.0.1:${await bare.port}/`;
  const theirs = await loaded(bare.pid, LOANS_A_SECOND, (number) => ask(bareUrl, "bench", body(number)));
  return [
    {
      name: `${what}: POST /assume-role, ${LOANS_A_SECOND} a second, with an STS that answers at once`,
      measured: inWords(ours),
      baseline: `bare server ${inWords(theirs)}`,
      ratio: ours.p50Ms / theirs.p50Ms,
    },
    {
      name: `${what}: POST /assume-role, of the processor`,
      measured: `${ours.cpuMs.toFixed(2)} ms each`,
      baseline: `bare server ${theirs.cpuMs.toFixed(2)} ms`,
      ratio: ours.cpuMs / theirs.cpuMs,
    },
    {
      name: `${what}: the same with tokens that are bound to a key, of the processor`,
      measured: `${proven.cpuMs.toFixed(2)} ms each, ${inWords(proven)}`,
      baseline: `without ${ours.cpuMs.toFixed(2)} ms, ${inWords(ours)}`,
      ratio: proven.cpuMs / ours.cpuMs,
    },
  ];
}

/** The proofs are made before, so that only what they cost the server is measured. */
async function measureProvenLoans(
  { pid, signIn, url }: Replica,
  body: (number: number) => string,
): Promise<Answers & { readonly cpuMs: number }> {
  const people = await Promise.all(Array.from({ length: BORROWERS }, provingPerson));
  const tokens = await signIn(people.map(({ jkt }) => jkt));
  const proofs = await Promise.all(
    Array.from({ length: LOANS_A_SECOND * (SECONDS + WARM_UP_SECONDS) }, (_, number) =>
      people[number % BORROWERS]!.prove(`${URL_OF_SERVER}assume-role`, tokens[number % BORROWERS]!),
    ),
  );
  return loaded(pid, LOANS_A_SECOND, (number) =>
    ask(`${url}assume-role`, tokens[number % BORROWERS], body(number), proofs[number]),
  );
}

async function loaded(
  pid: number,
  perSecond: number,
  send: (number: number) => Promise<number>,
): Promise<Answers & { readonly cpuMs: number }> {
  const before = cpuMsOf(pid);
  const answers = await openLoad({ perSecond, seconds: SECONDS, warmUpSeconds: WARM_UP_SECONDS }, send);
  return { ...answers, cpuMs: (cpuMsOf(pid) - before) / (perSecond * (SECONDS + WARM_UP_SECONDS)) };
}

async function ask(url: string, token = "", body?: string, dpop?: string): Promise<number> {
  const answer = await fetch(url, {
    headers: dpop ? { authorization: `DPoP ${token}`, dpop } : { authorization: `Bearer ${token}` },
    ...(body !== undefined && { method: "POST", body }),
  });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${Buffer.from(bytes).toString("utf8", 0, 200)}`);
  return bytes.byteLength;
}

async function firstRole(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}roles?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  const { Roles } = (await answer.json()) as { readonly Roles: readonly { readonly Name: string }[] };
  if (!Roles[0]) throw new Error("everybody has a role");
  return Roles[0].Name;
}

function inWords({ p50Ms, p99Ms }: Answers): string {
  return `p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)} ms`;
}
