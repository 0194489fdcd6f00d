import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  personWith,
  refusal,
  type Script,
  ScriptedIdentityCenter,
} from "../../../test/support/scripted-identity-center.ts";
import { KeptKeys } from "../../access-keys/kept-keys.ts";
import { Sts } from "../../aws/sts.ts";
import { Clock } from "../../base/clock.ts";
import { targetKey } from "../../cache/cache-key.ts";
import { CredentialCache } from "../../cache/credential-cache.ts";
import { SingleFlight } from "../../conversation/single-flight.ts";
import { MfaDevices } from "../../mfa/mfa-devices.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { SignIns } from "../sign-ins.ts";
import type { SourceTools } from "../source.ts";
import { awsCliTokenFile } from "./aws-cli-token.ts";
import { identityCenter } from "./identity-center.ts";
import { identityCenterMethods } from "./identity-center-methods.ts";

const KEYS = { accessKeyId: "ASIA", secretAccessKey: "s", sessionToken: "t", expiration: 4_000_000_000_000 };
const HOP = { roleArn: "arn:aws:iam::444455556666:role/Deploy", durationSeconds: 3600 } as const;
const STS = { region: "eu-west-1", scope: "regional" } as const;

/** Identity Center hands out access-1, access-2 and so on, and accepts those of `accepted`. */
function center(accepted: (token: string) => boolean = () => true, changes: Record<string, Script> = {}) {
  let last = 0;
  return new ScriptedIdentityCenter({
    RegisterClient: () => ({ clientId: "c", clientSecret: "s", clientSecretExpiresAt: 4_000_000_000 }),
    CreateToken: () => ({ accessToken: `access-${++last}`, refreshToken: "refresh", expiresIn: 28800 }),
    GetRoleCredentials: ({ token }) =>
      accepted(token ?? "") ? { roleCredentials: KEYS } : refusal("UnauthorizedException", 401),
    ...changes,
  });
}

function tools(clock = new Clock()): SourceTools & { readonly conversation: ReturnType<typeof personWith> } {
  return {
    request: { freshness: "cached", interaction: "allowed", environment: {} },
    conversation: personWith(({ searchParams }) => ({ code: "code", state: searchParams.get("state") ?? "" })),
    cache: new CredentialCache(),
    flights: new SingleFlight(),
    mfaDevices: new MfaDevices(),
    sts: new Sts(clock),
    clock,
    signIns: new SignIns(),
    keptKeys: new KeptKeys(() => "/nonexistent"),
  };
}

function target(source: IdentityCenterDefinition): ResolvedTarget<"identity-center"> {
  return {
    name: "corp:111122223333/Dev",
    source: { kind: "identity-center", source, accountId: "111122223333", roleName: "Dev", sts: STS },
    chain: [{ ...HOP, sts: STS }],
    endpointVariables: {},
    notices: [],
  };
}

function alone(source: IdentityCenterDefinition): ResolvedTarget<"identity-center"> {
  return { ...target(source), chain: [] };
}

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "actas-"));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

test("who is not signed in signs in once, and gets credentials; the roles of the chain are left to do", async () => {
  await using identityCenterServer = center();
  const mine = tools();
  const to = target(identityCenterServer.source());
  const beginning = await identityCenter(to, mine);
  expect(beginning).toMatchObject({ credentials: { accessKeyId: "ASIA" }, remaining: to.chain });
  await identityCenter(alone(identityCenterServer.source()), mine);
  expect(mine.conversation.pages).toHaveLength(1);
  expect(identityCenterServer.calls.at(-1)).toMatchObject({
    token: "access-1",
    query: { account_id: "111122223333", role_name: "Dev" },
  });
});

test("several roles after one permission set cost one call for it, unless nothing is to be kept", async () => {
  await using server = center();
  const mine = tools();
  const to = target(server.source());
  const asked = (): number => server.countOf("GetRoleCredentials");
  await Promise.all([identityCenter(to, mine), identityCenter(to, mine)]);
  expect(await identityCenter(to, mine)).toMatchObject({ credentials: { accessKeyId: "ASIA" }, remaining: to.chain });
  expect(asked()).toBe(1);
  expect(mine.cache.list()).toMatchObject([{ key: targetKey(alone(server.source())), label: "corp:111122223333/Dev" }]);
  await identityCenter(to, { ...mine, request: { ...mine.request, freshness: "refresh" } });
  await identityCenter(to, { ...mine, request: { ...mine.request, freshness: "uncached" } });
  expect(asked()).toBe(3);
});

test("a sign-in that was revoked is replaced by a new one, once", async () => {
  let revoked: readonly string[] = [];
  await using server = center((token) => !revoked.includes(token));
  const mine = tools();
  await identityCenter(alone(server.source()), mine);
  revoked = ["access-1", "access-2"];
  expect(await identityCenter(alone(server.source()), mine)).toMatchObject({ credentials: { accessKeyId: "ASIA" } });
  expect(mine.conversation.pages).toHaveLength(2);
  await using never = center(() => false);
  const again = tools();
  await expect(identityCenter(alone(never.source()), again)).rejects.toMatchObject({
    code: "access-denied",
    message: 'cannot get credentials from "corp": it refuses the sign-in that was just made',
  });
  expect(again.conversation.pages).toHaveLength(1);
});

test("an access token is renewed within five minutes of its end, without a page", async () => {
  let now = Date.now();
  const clock = new Clock(() => now);
  clock.observe = () => {};
  await using server = center();
  const mine = tools(clock);
  await identityCenter(alone(server.source()), mine);
  now += (28800 - 300) * 1000 - 1;
  await identityCenter(alone(server.source()), mine);
  expect(server.calls.at(-1)?.token).toBe("access-1");
  now += 2;
  await identityCenter(alone(server.source()), mine);
  expect(server.calls.at(-1)?.token).toBe("access-2");
  expect(mine.conversation.pages).toHaveLength(1);
});

test.each([
  ["ForbiddenException", 403],
  ["ResourceNotFoundException", 404],
] as const)("%s names the account and the permission set, and says how to see what there is", async (name, status) => {
  await using server = center(() => true, { GetRoleCredentials: () => refusal(name, status) });
  await expect(identityCenter(target(server.source()), tools())).rejects.toMatchObject({
    code: "access-denied",
    message: `cannot get credentials of permission set "Dev" in account 111122223333: Identity Center answered ${name} (HTTP ${status})`,
    hints: [expect.stringContaining("`actas list roles corp`")],
  });
});

test("nothing is written into HOME unless the source says that it is shared", async () => {
  await using server = center();
  await identityCenter(target(server.source({ home })), tools());
  expect(existsSync(join(home, ".aws"))).toBe(false);
});

test("a shared sign-in is one for the AWS CLI too, and ends for it at sign-out", async () => {
  await using server = center();
  const source = server.source({ shareCache: true, home });
  const mine = tools();
  await identityCenter(target(source), mine);
  const file = awsCliTokenFile({ ...source, home });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ accessToken: "access-1", startUrl: source.url });
  const signIn = mine.signIns.to(source);
  if (!signIn) throw new Error("nobody is signed in");
  await identityCenterMethods.signOut(source, signIn, mine);
  expect(existsSync(file)).toBe(false);
});

test("a user who has signed in with the AWS CLI is signed in, and tokens it renewed are used", async () => {
  await using server = center((token) => token !== "access-1");
  const source = server.source({ shareCache: true, home });
  const cli = tools();
  await identityCenterMethods.renew(source, await identityCenterMethods.signIn(source, "code", cli), cli);
  const mine = tools();
  await identityCenter(target(source), mine);
  expect(server.calls.at(-1)?.token).toBe("access-2");
  expect(mine.conversation.pages).toHaveLength(0);
});

test("a folder that cannot be written to does not keep the sign-in back, but is told", async () => {
  await using server = center();
  const source = server.source({ shareCache: true, home });
  await Bun.write(join(home, ".aws"), "a file in the way");
  const mine = tools();
  expect(await identityCenter(target(source), mine)).toMatchObject({ credentials: { accessKeyId: "ASIA" } });
  expect(mine.conversation.heard).toEqual([expect.stringContaining('cannot share the sign-in to "corp"')]);
});
