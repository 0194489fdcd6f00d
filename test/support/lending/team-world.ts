import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Sts } from "../../../src/aws/sts.ts";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { addTrust } from "../../../src/sandbox/control/control-client.ts";
import { freePort } from "../free-port.ts";
import { PageBrowser } from "../people/page-browser.ts";
import { TestUpstream } from "../people/upstream.ts";
import { type RunningServer, runningServer } from "../server/running-server.ts";
import { shownPage } from "../sign-in.ts";
import { type TestDatabase, testDatabase } from "../test-database.ts";
import { type World, withSandbox } from "../world.ts";

export const ACCOUNT = "111122223333";
export const EXTERNAL_ID = "the-external-id-of-this-team-server";
const SERVER_ROLE = `arn:aws:iam::${ACCOUNT}:role/ActasServer`;
const ANA = { accessKeyId: "AKIASANDBOXANA000001", secretAccessKey: "sandbox-secret/ana+AAAAAAAAAAAAAAAAAAAAA" };

/** The executable as a team's server, with PostgreSQL, an OpenID provider and the sandbox as AWS; and a user's machine. */
export interface TeamWorld {
  readonly world: World;
  readonly server: RunningServer;
  readonly upstream: TestUpstream;
  readonly database: TestDatabase;
  readonly url: string;
  /** Ends the server, and starts it with other settings of lending. */
  restart(lending: object): Promise<void>;
  /** Signs a user's `actas` in, as whoever is next at the provider. */
  signIn(): Promise<void>;
}

/** What of the configuration a test says. */
export interface TeamSettings {
  readonly lending?: object;
  readonly people?: object;
  readonly roles?: object;
  readonly accounts?: object;
  /** Where people sign in; absent: at {@link TeamWorld.upstream}. */
  readonly provider?: {
    readonly issuer: string;
    readonly clientId: string;
    readonly secret?: string;
    readonly groupsClaim?: string;
  };
  /** Absent: it ends without waiting. */
  readonly drainSeconds?: number;
}

/** Makes them, for a test that needs to know where the server and AWS are. */
type MakeSettings = (url: string, world: World) => Promise<TeamSettings>;

export async function withTeam(
  settings: TeamSettings | MakeSettings,
  body: (team: TeamWorld) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "actas-team-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  await using database = await testDatabase();
  await using upstream = await TestUpstream.start(`${url}oauth/signed-in`);
  try {
    await withSandbox(async (world) => {
      await trust(world, database, url);
      const said = typeof settings === "function" ? await settings(url, world) : settings;
      const variables = {
        DATABASE_URL: database.url,
        ACTAS_SERVER_LISTEN_PORT: `${port}`,
        ACTAS_SERVER_LISTEN_DRAIN_SECONDS: `${said.drainSeconds ?? 0}`,
        AWS_ENDPOINT_URL: world.sandbox.url,
        ...(await ownKeys(world)),
      };
      const start = (more: TeamSettings): Promise<RunningServer> => {
        const config = configured(folder, upstream, { ...said, ...more });
        return runningServer({ args: ["--config", config], variables });
      };
      let server = await start({});
      await using _ = { [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
      const restart = async (lending: object): Promise<void> => {
        await server[Symbol.asyncDispose]();
        server = await start({ lending });
      };
      const words = ["setup", "server", "staff", "--url", url, "--client-id", "actas"];
      const { status, stderr } = await world.run(words);
      if (status !== 0) throw new Error(stderr);
      await body({
        world,
        get server() {
          return server;
        },
        upstream,
        database,
        url,
        restart,
        signIn: () => signIn(world),
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configured(folder: string, upstream: TestUpstream, settings: TeamSettings): string {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const ours: TeamSettings["provider"] = {
    issuer: upstream.issuer,
    clientId: "team-server",
    secret: "upstream-secret",
  };
  const { accounts, roles, provider: { secret, ...provider } = ours } = settings;
  const configuration = {
    people: {
      provider: {
        ...provider,
        ...(secret && { clientSecretFile: file("client-secret", secret) }),
        // Groups are asked for at each loan.
        groupsSeconds: 0,
      },
      keyFile: file("key", Buffer.alloc(32, 7).toString("base64")),
      ...settings.people,
    },
    ...(roles && { roles }),
    ...(accounts && { accounts }),
    lending: {
      issuer: { keyFile: join(folder, "issuer-keys.json") },
      broker: { roleArn: SERVER_ROLE, externalId: EXTERNAL_ID },
      rules: [{ effect: "allow", groups: ["dev"], roles: ["*"] }],
      ...settings.lending,
    },
  };
  return file("actas-server.json", JSON.stringify(configuration));
}

/** The accounts, as AWS has them and as a scan has found them. */
async function trust({ sandbox }: World, { database }: TestDatabase, url: string): Promise<void> {
  const provider = `${url}issuer`.replace("http://", "");
  await addTrust(sandbox.url, "identity-providers", {
    accountId: ACCOUNT,
    url: `${url}issuer`,
    clientIds: ["sts.amazonaws.com"],
  });
  await addTrust(sandbox.url, "roles", {
    arn: SERVER_ROLE,
    trustPolicy: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ana` }, Action: "sts:AssumeRole" },
    ],
  });
  await database.query(
    "INSERT INTO account (id, name, aliases, scanned_at, version) VALUES ($1, 'Main', '{main}', now(), 1)",
    [ACCOUNT],
  );
  await database.query("INSERT INTO oidc_provider VALUES ($1, $2, '{sts.amazonaws.com}')", [ACCOUNT, provider]);
  const byToken = (group: string, more: object = {}) => ({
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
    Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
    Condition: {
      StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" },
      "ForAnyValue:StringEquals": { [`${provider}:amr`]: group },
      ...more,
    },
  });
  const byBroker = {
    Principal: { AWS: SERVER_ROLE },
    Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
    Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
  };
  const statements = {
    Work: byToken("dev", { StringLike: { [`${provider}:sub`]: `${ACCOUNT}:Work:*` } }),
    Closed: byToken("admins"),
    Build: byBroker,
  };
  for (const [name, rest] of Object.entries(statements)) {
    const statement = { Effect: "Allow", ...rest };
    await addTrust(sandbox.url, "roles", {
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      trustPolicy: [statement] as never,
    });
    await database.query(
      `INSERT INTO role (account_id, name, role_id, max_session_seconds, trust_sha256, trust)
       VALUES ($1, $2, 'AROA' || $2, 3600, 'x', $3)`,
      [ACCOUNT, name, JSON.stringify({ Version: "2012-10-17", Statement: [statement] })],
    );
  }
  await database.query("UPDATE map_version SET version = 1");
}

/** The keys that a machine of the server's role has. */
async function ownKeys({ sandbox }: World): Promise<Readonly<Record<string, string>>> {
  const keys = await new Sts(new Clock()).assumeRole(
    { region: "us-east-1", scope: "regional", endpointUrl: sandbox.url },
    { accessKeyId: ANA.accessKeyId, secretAccessKey: new Secret(ANA.secretAccessKey) },
    { roleArn: SERVER_ROLE, roleSessionName: "i-1234", durationSeconds: 3600 },
  );
  return {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey.reveal(),
    AWS_SESSION_TOKEN: keys.sessionToken?.reveal() ?? "",
  };
}

async function signIn(world: World): Promise<void> {
  const terminal = world.terminal(["login", "--again", "staff", "--no-browser"]);
  const browser = new PageBrowser("http://nowhere.example/");
  await browser.visit(await shownPage(terminal));
  await browser.submit({ answer: "yes" });
  if ((await terminal.exited) !== 0) throw new Error(`cannot sign in: ${terminal.screen}`);
}
