import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../test/support/free-port.ts";
import { startServer } from "../../test/support/server/running-server.ts";
import { until } from "../../test/support/until.ts";
import { cpuMsOf } from "./cpu-of-process.ts";
import { PROVIDER, signIn } from "./signed-in-people.ts";
import { groupsOf, openBenchDatabase, somebody } from "./stored-organization.ts";

/** What the policies of the made-up organization name. */
export const URL_OF_SERVER = "https://roles.corp.example/";
const PEOPLE = 500;
const GROUPS_EACH = 10;
const START_LIMIT_MS = 60_000;
const KEY = Buffer.alloc(32, 7).toString("base64");
const MANY = { burst: 1_000_000, perMinute: 1_000_000 };

/** A replica of the built server, with a stored organization. */
export interface Replica extends AsyncDisposable {
  /** With a slash at its end; where it really listens. */
  readonly url: string;
  readonly pid: number;
  /** Until it was ready, and what it had of the processor until then. */
  readonly startMs: number;
  readonly startCpuMs: number;
  /**
   * Signs in 500 people, no two of whom have the same groups, and gives their access tokens, good for five minutes.
   *
   * @param jkts - thumbprints of the keys that those of the first are bound to
   */
  signIn(jkts?: readonly string[]): Promise<readonly string[]>;
  /** As if a scan had found something new in one account. */
  change(): Promise<void>;
}

/** @param sts - where roles are asked for */
export async function startReplica(accounts: number, databaseUrl: string, sts: string): Promise<Replica> {
  const folder = mkdtempSync(join(tmpdir(), "actas-bench-"));
  const port = freePort();
  const configuration = {
    url: URL_OF_SERVER,
    people: { provider: { issuer: PROVIDER, clientId: "actas", groupsSeconds: 3_600 } },
    lending: {
      issuer: { keyFile: join(folder, "keys.json") },
      rules: rules(accounts),
      limits: { person: MANY, role: MANY, all: MANY },
    },
  };
  const file = join(folder, "actas-server.json");
  await Bun.write(file, JSON.stringify(configuration));
  const began = performance.now();
  const server = startServer({
    args: ["--role", "api,issuer"],
    variables: {
      ACTAS_SERVER_CONFIG: file,
      ACTAS_SERVER_LISTEN_PORT: String(port),
      ACTAS_SERVER_PEOPLE_KEYS: KEY,
      DATABASE_URL: databaseUrl,
      AWS_ENDPOINT_URL_STS: sts,
    },
  });
  const url = `http://127.0.0.1:${port}/`;
  const isReady = () =>
    fetch(`${url}readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until("the server is ready", isReady, START_LIMIT_MS);
  return {
    url,
    pid: server.pid,
    startMs: performance.now() - began,
    startCpuMs: cpuMsOf(server.pid),
    signIn: async (jkts = []) => {
      const database = await openBenchDatabase(databaseUrl);
      const people = Array.from({ length: PEOPLE }, (_, number) => ({
        ...somebody(number, GROUPS_EACH, groupsOf(accounts)),
        jkt: jkts[number],
      }));
      const tokens = await signIn(people, { database, key: KEY, url: URL_OF_SERVER });
      await database.close();
      return tokens;
    },
    change: async () => {
      const database = await openBenchDatabase(databaseUrl);
      await database.query(
        `WITH next AS (UPDATE map_version SET version = version + 1 RETURNING version)
         UPDATE account SET version = next.version FROM next WHERE id = (SELECT min(id) FROM account)`,
      );
      await database.close();
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Rules as an organization has them: about all roles, about some of them, at some hours, and against some. */
function rules(accounts: number): readonly object[] {
  const { groups: some } = somebody(1, GROUPS_EACH, groupsOf(accounts));
  return [
    { effect: "allow", groups: ["everybody"], roles: ["*"] },
    { effect: "deny", groups: ["contractors"], roles: ["Billing-*"] },
    { effect: "allow", groups: some.slice(1, 3), roles: ["Deploy-*"], reason: "needed" },
    {
      effect: "allow",
      groups: some.slice(3),
      roles: ["Dev*", "Data*"],
      hours: { from: "08:00", to: "18:00", zone: "Europe/Berlin" },
    },
  ];
}
