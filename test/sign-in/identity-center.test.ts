import { afterEach, beforeEach, expect, test } from "bun:test";
import { Clock } from "../../src/base/clock.ts";
import type { RoleEntry } from "../../src/base/role-entry.ts";
import {
  callsOf,
  changeAssignment,
  changeSettings,
  forget,
  setFaults,
} from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { identityCenter } from "../../src/sources/identity-center/identity-center.ts";
import { identityCenterMethods } from "../../src/sources/identity-center/identity-center-methods.ts";
import { SignInRefused } from "../../src/sources/sign-in-methods.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { type Behaviour, personAt, sourceOf } from "../support/signing-in-person.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = startSandbox();
});
afterEach(() => sandbox.stop());

const source = () => sourceOf(sandbox);
const person = (behaviour: Behaviour = {}) => personAt(sandbox, behaviour);

test("from nothing to credentials: a page, a code, tokens, a role, and STS knows whose it is", async () => {
  const ana = person();
  const { credentials } = await dev(ana);
  const { arn } = await ana.tools.sts.getCallerIdentity(
    { region: "eu-west-1", endpointUrl: sandbox.url, scope: "regional" },
    credentials,
  );
  expect(arn).toMatch(/^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_\w+\/ana@example\.com$/);
  expect(ana.pages).toEqual([
    {
      kind: "sign-in",
      source: "corp",
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/auth\//),
      port: expect.any(Number),
      authorizationUrl: expect.stringContaining(`${sandbox.url}/authorize?`),
      patienceSeconds: 600,
    },
  ]);
  expect(await actions()).toEqual(["RegisterClient", "CreateToken", "GetRoleCredentials", "GetCallerIdentity"]);
});

test("a second role costs one call", async () => {
  const ana = person();
  await dev(ana);
  await dev(ana, "444455556666", "ReadOnly");
  expect((await actions()).slice(-2)).toEqual(["GetRoleCredentials", "GetRoleCredentials"]);
  expect(ana.pages).toHaveLength(1);
});

test("twenty programs at once: one page", async () => {
  const ana = person();
  await Promise.all(Array.from({ length: 20 }, () => dev(ana)));
  expect(ana.pages).toHaveLength(1);
  expect((await actions()).filter((action) => action !== "GetRoleCredentials")).toEqual([
    "RegisterClient",
    "CreateToken",
  ]);
});

test("the device grant shows a code, and waits until it is approved elsewhere", async () => {
  const ana = person({ request: { grantType: "device" } });
  await dev(ana);
  expect(ana.pages).toEqual([
    {
      kind: "sign-in",
      source: "corp",
      url: expect.stringContaining(sandbox.url),
      userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      patienceSeconds: 600,
    },
  ]);
}, 20_000);

test("who says no is told so, by either grant", async () => {
  await expect(dev(person({ answer: "deny" }))).rejects.toMatchObject({
    code: "access-denied",
    message: 'cannot sign in to "corp": it was refused in the browser',
  });
  await expect(dev(person({ answer: "deny", request: { grantType: "device" } }))).rejects.toMatchObject({
    code: "access-denied",
  });
}, 20_000);

test("an access token that is about to end is renewed, with a new refresh token each time", async () => {
  await changeSettings(sandbox.url, { accessTokenSeconds: 60, refreshTokens: "rotate" });
  let ahead = 0;
  const ana = person({ clock: new Clock(() => Date.now() + ahead) });
  for (let times = 0; times < 3; times++, ahead += 50_000) for (let use = 0; use < 3; use++) await dev(ana);
  expect(ana.pages).toHaveLength(1);
  expect((await callsOf(sandbox.url)).map(({ grantType }) => grantType).filter(Boolean)).toEqual([
    "authorization_code",
    "refresh_token",
    "refresh_token",
  ]);
});

test("a sign-in that was ended elsewhere is made anew, with one page", async () => {
  const ana = person();
  await dev(ana);
  await forget(sandbox.url, "sign-ins");
  await dev(ana);
  expect(ana.pages).toHaveLength(2);
});

test("signing out ends it at Identity Center", async () => {
  const ana = person();
  await dev(ana);
  const signIn = ana.tools.signIns.to(source());
  if (!signIn) throw new Error("nobody is signed in");
  expect(await identityCenterMethods.signOut(source(), signIn, ana.tools)).toBe("revoked");
  const listing = identityCenterMethods.listRoles(source(), signIn, () => {}, ana.tools);
  await expect(listing).rejects.toBeInstanceOf(SignInRefused);
  await expect(identityCenterMethods.renew(source(), signIn, ana.tools)).rejects.toBeInstanceOf(SignInRefused);
});

test("a registration that Identity Center has lost is made anew", async () => {
  const ana = person({ request: { grantType: "device" } });
  await dev(ana);
  await forget(sandbox.url, "registrations");
  await forget(sandbox.url, "sign-ins");
  await dev(ana);
  expect((await actions()).filter((action) => action === "RegisterClient")).toHaveLength(2);
}, 30_000);

test("a permission set that was taken away, or never was, is named", async () => {
  const ana = person();
  await dev(ana);
  await changeAssignment(sandbox.url, "remove", { person: "ana", accountId: "111122223333", roleName: "Developer" });
  await expect(dev(ana)).rejects.toMatchObject({
    code: "access-denied",
    message: expect.stringContaining('permission set "Developer" in account 111122223333'),
  });
  await expect(dev(ana, "999999999999", "Developer")).rejects.toMatchObject({ code: "access-denied" });
  expect(ana.pages).toHaveLength(1);
});

test("a start URL that is not this Identity Center's is told with region and file", async () => {
  const elsewhere = { ...source(), url: "https://elsewhere.awsapps.com/start" };
  for (const grant of ["device", "code"] as const) {
    await expect(identityCenterMethods.signIn(elsewhere, grant, person().tools)).rejects.toMatchObject({
      code: "configuration",
      message: `cannot sign in to "corp": Identity Center in region eu-west-1 does not know the start URL ${elsewhere.url}`,
    });
  }
});

test("a captive portal, a failing AWS and a throttled one are told apart", async () => {
  const ana = person();
  await dev(ana);
  await setFaults(sandbox.url, { instead: "always" });
  await expect(dev(ana)).rejects.toMatchObject({
    code: "unreachable",
    hints: [expect.stringContaining("this network may want you to sign in"), expect.any(String)],
  });
  await setFaults(sandbox.url, { serverError: "always" });
  await expect(dev(ana)).rejects.toMatchObject({ code: "unreachable", message: expect.stringContaining("HTTP 50") });
  await setFaults(sandbox.url, { throttle: "always" });
  await expect(dev(ana)).rejects.toMatchObject({ code: "throttled" });
  await setFaults(sandbox.url, { drop: 1, action: "GetRoleCredentials" });
  await dev(ana);
}, 30_000);

test("a clock that is an hour off does no harm", async () => {
  const hourBehind = new Clock(() => Date.now() - 3_600_000);
  const ana = person({ clock: hourBehind });
  await dev(ana);
  const signIn = ana.tools.signIns.to(source());
  const remainingMs = (signIn?.expiration?.getTime() ?? 0) - Date.now();
  expect(remainingMs).toBeGreaterThan(3_500_000);
  expect(remainingMs).toBeLessThan(3_700_000);
});

test("roles are listed in order, and a throttled portal is asked more gently", async () => {
  const ana = person();
  await dev(ana);
  await changeSettings(sandbox.url, { accounts: 250 });
  await setFaults(sandbox.url, { throttle: 5, action: "ListAccountRoles" });
  const signIn = ana.tools.signIns.to(source());
  if (!signIn) throw new Error("nobody is signed in");
  const found: RoleEntry[] = [];
  await identityCenterMethods.listRoles(source(), signIn, (roles) => found.push(...roles), ana.tools);
  const names = found.map(({ name }) => name);
  expect(names).toHaveLength(1250);
  expect(names).toEqual(names.toSorted());
  expect(found[0]).toMatchObject({ description: expect.stringMatching(/^Team 0001 \(.+@example\.com\)$/) });
}, 20_000);

function dev(
  { tools }: ReturnType<typeof person>,
  accountId = "111122223333",
  roleName = "Developer",
): Promise<SourceResult> {
  const sts = { region: "eu-west-1", scope: "regional" } as const;
  const reference = { kind: "identity-center", source: source(), accountId, roleName, sts } as const;
  return identityCenter({ name: "dev", source: reference, chain: [], endpointVariables: {}, notices: [] }, tools);
}

async function actions(): Promise<string[]> {
  return (await callsOf(sandbox.url)).map(({ action }) => action);
}
