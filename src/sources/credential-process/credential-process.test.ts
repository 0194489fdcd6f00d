import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conversationWith } from "../../../test/support/conversation-with.ts";
import type { Sts } from "../../aws/sts.ts";
import { Clock } from "../../base/clock.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { CredentialCache } from "../../cache/credential-cache.ts";
import { SingleFlight } from "../../conversation/single-flight.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { SignIns } from "../sign-ins.ts";
import type { SourceTools } from "../source.ts";
import { credentialProcess, credentialProcessWithin } from "./credential-process.ts";

const MINE = {
  kind: "credential-process",
  profile: "mine",
  sessionTokenUse: "never",
  sessionDurationSeconds: 900,
  sts: { region: "eu-west-1", scope: "regional" },
} as const;
const NOW = Date.parse("2026-03-01T11:00:00Z");
const REQUEST: CredentialRequest = { freshness: "cached", interaction: "never", environment: {} };

/** Without what is needed for a user's keys, which have tests of their own. */
const toolsFor = (request: CredentialRequest): SourceTools =>
  ({ request, clock: new Clock(() => NOW) }) as Partial<SourceTools> as SourceTools;
const TOOLS = toolsFor(REQUEST);
const target = (command: string): ResolvedTarget<"credential-process"> => ({
  name: "mine",
  source: { ...MINE, command },
  chain: [],
  endpointVariables: {},
  notices: [],
});
const printing = (output: unknown): ResolvedTarget<"credential-process"> =>
  target(`cat <<'END'\n${typeof output === "string" ? output : JSON.stringify(output)}\nEND`);
const KEYS = { Version: 1, AccessKeyId: "KEYEXAMPLE", SecretAccessKey: "secret-key" };
const failing = async (what: Promise<unknown>): Promise<string> =>
  what.then(
    () => "no failure",
    ({ message }: Error) => message,
  );
const CANNOT = 'cannot get credentials from the credential_process of profile "mine": ';

test("what a process prints are the credentials, with and without a session", async () => {
  const Expiration = "2026-03-01T12:00:00Z";
  const { credentials, remaining } = await credentialProcess(
    printing({ ...KEYS, SessionToken: "token", Expiration }),
    TOOLS,
  );
  expect(credentials).toMatchObject({ accessKeyId: "KEYEXAMPLE", expiration: new Date(Expiration) });
  expect([credentials.secretAccessKey.reveal(), credentials.sessionToken?.reveal()]).toEqual(["secret-key", "token"]);
  expect(remaining).toEqual([]);

  const plain = (await credentialProcess(printing({ ...KEYS, SessionToken: null, Expiration: null, More: 1 }), TOOLS))
    .credentials;
  expect([plain.sessionToken, plain.expiration]).toEqual([undefined, undefined]);
});

test.each([
  ["nothing", ""],
  ["no JSON", "AccessKeyId=ASIAEXAMPLE"],
  ["another version", { ...KEYS, Version: 2 }],
  ["no secret key", { ...KEYS, SecretAccessKey: undefined }],
  ["an empty key", { ...KEYS, AccessKeyId: "" }],
])("%s is refused, and not repeated", async (_, output) => {
  expect(await failing(credentialProcess(printing(output), TOOLS))).toBe(
    `${CANNOT}it printed something else than the JSON that AWS describes`,
  );
});

test("a process that fails is told with the last lines of what it said, without what may be a secret", async () => {
  expect(await failing(credentialProcess(target("echo secret-key >&2; exit 3"), TOOLS))).toBe(
    `${CANNOT}it ended with status 3`,
  );
  const said = target("echo one >&2; echo 'the session has ended' >&2; exit 1");
  const hints = await credentialProcess(said, TOOLS).then(undefined, (error: ActasError) => error.hints);
  expect(hints).toEqual([
    "it said: one",
    "it said: the session has ended",
    "run its command by hand to see what it says; it must work without a terminal",
  ]);
  expect(await failing(credentialProcess(target("kill -TERM $$"), TOOLS))).toBe(`${CANNOT}it was ended by SIGTERM`);
});

test("a process that is stuck is ended with all that it started", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-process-"));
  const file = join(folder, "pid");
  const stuck = target(`sleep 60 & echo $! >'${file}'; wait`);
  expect(await failing(credentialProcessWithin(200, stuck, TOOLS))).toBe(`${CANNOT}it did not end within 0.2 seconds`);
  const started = Number(await Bun.file(file).text());
  rmSync(folder, { recursive: true });
  while (startTimeOf(started)) await Bun.sleep(1);
});

test("a process that has ended but left its output open is not waited for for ever", async () => {
  expect(await failing(credentialProcessWithin(200, target("sleep 60 & exit 0"), TOOLS))).toBe(
    `${CANNOT}it did not end within 0.2 seconds`,
  );
});

test("a process that never stops printing does not fill the memory", async () => {
  expect(await failing(credentialProcess(target("yes"), TOOLS))).toBe(`${CANNOT}it printed far more than credentials`);
});

test.each([
  [
    { ...KEYS, SessionToken: "t", Expiration: "2026-03-01T10:59:59Z" },
    'cannot use the credentials of the credential_process of profile "mine": they expired at 2026-03-01T10:59:59Z',
  ],
  [
    { ...KEYS, Expiration: "2026-03-01T10:59:59Z" },
    'cannot use the credentials of the credential_process of profile "mine": they expired at 2026-03-01T10:59:59Z',
  ],
  [
    { ...KEYS, AccessKeyId: "ASIAEXAMPLE" },
    `${CANNOT}ASIAEXAMPLE is a temporary key, and its session token is missing`,
  ],
  [
    { ...KEYS, AccessKeyId: "AKIAEXAMPLE", SessionToken: "t" },
    `${CANNOT}AKIAEXAMPLE is a long-term key, and the session token beside it belongs to another`,
  ],
])("what AWS would refuse is refused here: %#", async (output, message) => {
  expect(await failing(credentialProcess(printing(output), TOOLS))).toStartWith(message);
});

test.each([
  [{ tokenCode: "123456" }, "--otp", "take no MFA code"],
  [{ serialNumber: "GAHT12345678" }, "--mfa-serial", "take no MFA code"],
  [{ durationSeconds: 900 }, "--duration", "last as long as they last"],
])("temporary credentials make %j an error", async (asked, flag, why) => {
  const temporary = printing({ ...KEYS, SessionToken: "token" });
  expect(await failing(credentialProcess(temporary, toolsFor({ ...REQUEST, ...asked })))).toBe(
    `cannot use \`${flag}\`: the credential_process of profile "mine" prints temporary credentials, which ${why}`,
  );
});

test("an IAM user's keys become a session, which ends no later than they do", async () => {
  const calls: string[] = [];
  const sts = {
    getSessionToken: async (_: unknown, { accessKeyId }: Credentials, seconds: number) => {
      calls.push(`${accessKeyId} ${seconds}`);
      const expiration = new Date(NOW + seconds * 1000);
      return {
        accessKeyId: "ASIASESSION",
        secretAccessKey: new Secret("s"),
        sessionToken: new Secret("t"),
        expiration,
      };
    },
  } as unknown as Sts;
  const parts = { cache: new CredentialCache(() => NOW), flights: new SingleFlight(), signIns: new SignIns(), sts };
  const tools = { ...TOOLS, conversation: conversationWith({}), ...parts } as unknown as SourceTools;
  const user = (output: object): ResolvedTarget<"credential-process"> => {
    const { source, ...others } = printing({ ...KEYS, AccessKeyId: "AKIAUSER", ...output });
    return { ...others, source: { ...source, sessionTokenUse: "auto" } };
  };
  const first = (await credentialProcess(user({}), tools)).credentials;
  expect([first.accessKeyId, first.expiration]).toEqual(["ASIASESSION", new Date(NOW + 900_000)]);
  const soon = "2026-03-01T11:05:00Z";
  const second = (await credentialProcess(user({ AccessKeyId: "AKIAOTHER", Expiration: soon }), tools)).credentials;
  expect(second.expiration).toEqual(new Date(soon));
  expect(calls).toEqual(["AKIAUSER 900", "AKIAOTHER 900"]);
});
