import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { addTrust, callsOf, setFaults } from "../../../src/sandbox/control/control-client.ts";
import type { FaultPlanInput } from "../../../src/sandbox/fault-plan.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start.ts";
import { createApiPart } from "../../../src/server/api/api-part.ts";
import type { RebuildAnswer } from "../../../src/server/api/mozilla-routes.ts";
import type { AuditRecord } from "../../../src/server/audit/audit-record.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { rotateKeyFile } from "../../../src/server/lending/issuer/key-file.ts";
import { createLendingPart, type LendingPart } from "../../../src/server/lending/lending-part.ts";
import type { LendingSettings } from "../../../src/server/lending/lending-settings.ts";
import type { Person } from "../../../src/server/people/person.ts";
import type { RoleMap } from "../../../src/server/roles/role-map.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { Front } from "./front.ts";
import { writeKeyFile } from "./key-file.ts";
import { type ListedRole, ListedRoles } from "./listed-roles.ts";
import { PEOPLE, peopleByToken } from "./people-by-token.ts";

export const EXTERNAL_ID = "an-external-id-of-this-server";
/** Who the server is in the sandbox: ana's keys. */
const OWN = { accessKeyId: "AKIASANDBOXANA000001", secretAccessKey: "sandbox-secret/ana+AAAAAAAAAAAAAAAAAAAAA" };
export const ACCOUNT = "111122223333";

/** A server that lends in a sandbox, in this process: with the real STS of it, and people and roles that a test names. */
export class LendingWorld implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly front = new Front();
  readonly roles = new ListedRoles();
  /** Another map in its place; it counts from the next `configure()` on. */
  roleMap: RoleMap = this.roles;
  readonly audit: AuditRecord[] = [];
  readonly log: string[] = [];
  readonly scans: string[] = [];
  /** People besides, by their access tokens. */
  readonly people = new Map<string, Partial<Person>>();
  /** Added to the clock. */
  aheadMs = 0;
  /** Done before each record is taken. */
  beforeRecord: (record: AuditRecord) => Promise<void> | void = () => {};
  /** What keeps the server from having credentials of its own. */
  withoutOwn: Error | undefined;
  rebuilt: RebuildAnswer = { answer: "begun" };
  lending!: LendingPart;
  readonly #folder = mkdtempSync(join(tmpdir(), "actas-lending-"));
  readonly #keyFile = join(this.#folder, "keys.json");

  constructor() {
    this.sandbox = startSandbox({ now: () => Date.now() + this.aheadMs });
  }

  static async start(settings: LendingSettings = {}): Promise<LendingWorld> {
    const world = new LendingWorld();
    writeKeyFile(world.#keyFile);
    world.configure(settings);
    const { issuer } = world;
    await addTrust(world.sandbox.url, "identity-providers", {
      accountId: ACCOUNT,
      url: issuer,
      clientIds: ["sts.amazonaws.com"],
    });
    return world;
  }

  /** Another server at the same address, with other settings. */
  configure({ issuer = { keyFile: this.#keyFile }, ...settings }: LendingSettings): void {
    const clock = new Clock(() => Date.now() + this.aheadMs);
    const tools = {
      database: {} as Database,
      audit: { record: (record: AuditRecord) => this.#record(record) },
      clock,
      log: (line: string) => void this.log.push(line),
      url: this.front.url,
      replica: "one",
    };
    this.lending = createLendingPart(
      tools,
      {
        issuer,
        broker: { roleArn: `arn:aws:iam::${ACCOUNT}:role/ActasServer`, externalId: EXTERNAL_ID },
        rules: [{ effect: "allow", groups: ["dev"], roles: ["*"] }],
        ...settings,
      },
      {
        roles: this.roleMap,
        ownCredentials: async () => {
          if (this.withoutOwn) throw this.withoutOwn;
          return { ...OWN, secretAccessKey: new Secret(OWN.secretAccessKey) };
        },
        endpoints: { sts: this.sandbox.url, kms: this.sandbox.url },
        askForScan: async (accountId) => void this.scans.push(accountId),
      },
    );
    const { lender, reserve, rules } = this.lending;
    const { bouncer, idTokens } = peopleByToken(this.people);
    const api = createApiPart({
      lender,
      rules,
      reserve,
      bouncer,
      roles: this.roleMap,
      now: clock.now,
      mozilla: {
        idTokens,
        aliases: async () => ({ [ACCOUNT]: ["main"], "444455556666": ["444455556666"] }),
        aliasesFor: settings.mozilla?.aliases ?? "signed-in",
        rebuilders: settings.mozilla?.rebuilders ?? [],
        rebuild: async () => this.rebuilt,
      },
    });
    this.front.parts = [this.lending, api];
  }

  get issuer(): string {
    return `${this.front.url}issuer`;
  }

  /** A role that trusts the issuer for a group, as an account's owner writes it. */
  async mintRole(name: string, more: Partial<ListedRole> = {}, condition?: object): Promise<string> {
    const provider = this.issuer.replace("http://", "");
    const statement = {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
      Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
      Condition: condition ?? {
        StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" },
        "ForAnyValue:StringEquals": { [`${provider}:amr`]: "dev" },
      },
    };
    return this.#role(name, statement, { mode: "mint", group: "dev", ...more });
  }

  /** A role that trusts the server's own identity, with its external id. */
  async brokerRole(name: string, more: Partial<ListedRole> = {}): Promise<string> {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ana` },
      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
    };
    return this.#role(name, statement, { mode: "broker", externalId: EXTERNAL_ID, ...more });
  }

  /** As a client asks. */
  assumeRole(role: unknown, asked: AskedLoan = {}): Promise<Response> {
    return fetch(this.loanRequest(role, asked));
  }

  /** The request of a client. Without a type, as Mairu sends it. */
  loanRequest(role: unknown, { token = PEOPLE.ana, ...more }: AskedLoan = {}): Request {
    return new Request(`${this.front.url}assume-role`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      body: new TextEncoder().encode(JSON.stringify({ Role: role, ...more })),
    });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}, token: string = PEOPLE.ana): Promise<Response> {
    return fetch(this.front.url + path, { headers: { authorization: `Bearer ${token}`, ...headers } });
  }

  /** The calls that lend. */
  async stsCalls() {
    return (await callsOf(this.sandbox.url)).filter(({ action }) => action.startsWith("AssumeRole"));
  }

  fault(plan: FaultPlanInput): Promise<void> {
    return setFaults(this.sandbox.url, plan);
  }

  rotateKeys(why: "due" | "stolen"): Promise<void> {
    return rotateKeyFile(this.#keyFile, Date.now(), why);
  }

  /** Has other users be able to read the issuer's keys, or not. */
  closeKeys(mode: number): void {
    chmodSync(this.#keyFile, mode);
  }

  events(): readonly string[] {
    return this.audit.map(({ event }) => event);
  }

  async #role(name: string, statement: object, listed: Partial<ListedRole>): Promise<string> {
    const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    const maxSessionSeconds = listed.maxSessionSeconds ?? 43_200;
    await addTrust(this.sandbox.url, "roles", { arn, trustPolicy: [statement] as never, maxSessionSeconds });
    this.roles.add(arn, { ...listed, maxSessionSeconds });
    return arn;
  }

  async #record(record: AuditRecord): Promise<void> {
    await this.beforeRecord(record);
    this.audit.push(record);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.front.stop();
    await this.sandbox.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

interface AskedLoan {
  readonly token?: string;
  readonly DurationSeconds?: unknown;
  readonly Reason?: unknown;
}

/** A record that cannot be kept, as when the disk is full. */
export function refuseRecords(): never {
  throw new HttpRefusal(503, "unavailable", "the audit trail cannot be kept");
}
