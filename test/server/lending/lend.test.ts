import { expect, test } from "bun:test";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { AwsRefusal } from "../../../src/aws/sts-errors.ts";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { ACCOUNT, EXTERNAL_ID, LendingWorld, refuseRecords } from "../../support/lending/lending-world.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";

interface Lent {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

async function actsAs(world: LendingWorld, answer: Response): Promise<string | undefined> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = (await answer.json()) as Lent;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const sts = new STSClient({ region: "eu-west-1", endpoint: world.sandbox.url, credentials });
  return (await sts.send(new GetCallerIdentityCommand())).Arn;
}

test("a role is lent with a token for it, and the answer is that of a credential_process (M-92)", async () => {
  await using world = await LendingWorld.start();
  const arn = await world.mintRole("team/Deploy", {}, undefined);
  world.configure({ rules: [{ effect: "allow", groups: ["dev"], roles: ["team/*"] }] });
  const answer = await world.assumeRole(arn);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    200,
    "application/json",
    "no-store",
  ]);
  const lent = (await answer.clone().json()) as object;
  expect(Object.keys(lent).sort()).toEqual(["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken", "Version"]);
  expect(lent).toMatchObject({ Version: 1, Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) });
  expect(await actsAs(world, answer)).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/ana@example.com`);
  expect(await world.stsCalls()).toMatchObject([
    { action: "AssumeRoleWithWebIdentity", outcome: "ok", durationSeconds: 3600, session: { name: "ana@example.com" } },
  ]);
});

test("a role is lent by the server's own role, with its external id, and says for whom", async () => {
  await using world = await LendingWorld.start();
  const answer = await world.assumeRole(await world.brokerRole("Build"), { Reason: "INC-7: look at logs" });
  expect(answer.status).toBe(200);
  const [call] = await world.stsCalls();
  expect(call).toMatchObject({ action: "AssumeRole", outcome: "ok", durationSeconds: 3600 });
  expect(call?.session).toMatchObject({
    name: "ana@example.com",
    externalId: EXTERNAL_ID,
    tags: { "actas:user": "ana@example.com", "actas:reason": "INC-7: look at logs" },
  });
  expect(call?.session?.sourceIdentity).toMatch(/^ad-Example-ana-[0-9a-f]{12}$/);
  expect(call?.session?.transitiveTags).toBeUndefined();
});

test("the audit trail has the intent before AWS is asked, and the end before anybody has keys", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const callsAt: number[] = [];
  world.beforeRecord = async () => void callsAt.push((await world.stsCalls()).length);
  const lent = (await (await world.assumeRole(role, { Reason: "why" })).json()) as Lent;
  expect(callsAt).toEqual([0, 1]);
  const [intent, issued] = world.audit;
  const about = { role, mode: "mint", subject: "ad|Example|ana", address: "192.0.2.7", client: "actas", reason: "why" };
  expect(intent).toMatchObject({ ...about, event: "intent", why: "rule 1, group dev", sessionName: "ana@example.com" });
  expect(issued).toMatchObject({ ...about, event: "issued", requestId: intent!.requestId });
  expect(issued?.accessKeyHash).toBe(Bun.SHA256.hash(lent.AccessKeyId, "hex"));
  expect(JSON.stringify(world.audit)).not.toContain(lent.AccessKeyId);
});

test("without a record there are no credentials, and AWS is not even asked for them", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  world.beforeRecord = refuseRecords;
  expect((await world.assumeRole(role)).status).toBe(503);
  expect(await world.stsCalls()).toEqual([]);
  world.beforeRecord = ({ event }) => (event === "issued" ? refuseRecords() : undefined);
  const answer = await world.assumeRole(role);
  expect([answer.status, await answer.text()]).toEqual([503, "the audit trail cannot be kept\n"]);
});

test("sessions last as long as was asked, the rule, the role and the way allow", async () => {
  await using world = await LendingWorld.start();
  const minted = await world.mintRole("Dev", { maxSessionSeconds: 7200 });
  const brokered = await world.brokerRole("Build");
  const lent = async (role: string, DurationSeconds?: unknown) =>
    (await world.assumeRole(role, { DurationSeconds })).text();
  expect(await lent(minted, 7200)).toContain("AccessKeyId");
  expect(await lent(minted, 7201)).toBe("Dev is lent for 15 minutes at least and 2 hours at most\n");
  expect(await lent(minted, 899)).toContain("15 minutes at least");
  expect(await lent(brokered, 3601)).toContain("1 hour at most");
  world.configure({ rules: [{ effect: "allow", groups: ["dev"], roles: ["*"], maxSeconds: 900 }] });
  expect(await lent(minted)).toContain("AccessKeyId");
  expect(await lent(minted, 901)).toBe("Dev: it is lent for 900 seconds at most\n");
  expect((await world.stsCalls()).map(({ durationSeconds }) => durationSeconds)).toEqual([7200, 900]);
});

test("a rule's session policy goes with the call, by both ways", async () => {
  await using world = await LendingWorld.start();
  const sessionPolicy = {
    Version: "2012-10-17" as const,
    Statement: [{ Effect: "Deny", Action: "iam:*", Resource: "*" }],
  };
  world.configure({ rules: [{ effect: "allow", groups: ["dev"], roles: ["*"], sessionPolicy }] });
  for (const role of [await world.mintRole("Dev"), await world.brokerRole("Build")])
    expect((await world.assumeRole(role)).status).toBe(200);
  const policies = (await world.stsCalls()).map(({ session }) => session?.policy);
  expect(policies).toEqual(Array(2).fill(JSON.stringify(sessionPolicy)));
});

test("a role whose policy does not let sessions be marked is lent where nothing is marked", async () => {
  await using world = await LendingWorld.start();
  const provider = world.issuer.replace("http://", "");
  const role = await world.mintRole("Old", {}, { StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" } });
  world.configure({ sessionTags: "none", sourceIdentity: "none" });
  expect((await world.assumeRole(role)).status).toBe(200);
  expect(world.audit.at(-1)).toMatchObject({ event: "issued" });
  expect(world.audit.at(-1)?.sourceIdentity).toBeUndefined();
});

test.each([
  ["drop", 503, "AWS cannot be reached; try again\n"],
  ["throttle", 429, "AWS is asked too often; try again\n"],
] as const)("while STS fails by %s it is said with %d, and when to try again", async (fault, status, text) => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  await setFaults(world.sandbox.url, { action: "AssumeRoleWithWebIdentity", [fault]: 20 });
  const answer = await world.assumeRole(role);
  expect([answer.status, await answer.text(), answer.headers.get("retry-after")]).toEqual([status, text, "5"]);
  expect(world.events()).toEqual(["intent", "failed"]);
  await setFaults(world.sandbox.url, {});
  expect((await world.assumeRole(role)).status).toBe(200);
});

test("who signed in with a code, is in no group, or gives no reason is told so", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  world.configure({
    rules: [{ effect: "allow", groups: ["dev"], roles: ["*"], reason: "needed", deviceSignIn: "refused" }],
  });
  const told = async (token: string, Reason?: string) => {
    const answer = await world.assumeRole(role, { token, ...(Reason && { Reason }) });
    return [answer.status, (await answer.text()).trim()];
  };
  expect(await told(PEOPLE.ana)).toEqual([400, "Dev: a reason is needed"]);
  expect((await told(PEOPLE.ana, "INC-7"))[0]).toBe(200);
  expect(await told(PEOPLE.ben)).toEqual([403, "the trust policy of Dev does not let you have it"]);
  expect(await told(PEOPLE.dot, "x")).toEqual([
    403,
    "Dev: it is not lent to who signed in with a code: sign in with a browser",
  ]);
  expect(await told("nobody")).toEqual([401, "sign in again"]);
});

test("while the issuer's keys cannot be used nothing is lent, AWS and clients are told so, and the log why", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  world.closeKeys(0o644);
  const told = "the keys of this server cannot be used now; ask who runs it\n";
  for (const answer of [await world.assumeRole(role), await fetch(`${world.issuer}/jwks`)])
    expect([answer.status, await answer.text()]).toEqual([503, told]);
  expect(world.events()).toEqual(["intent", "failed"]);
  expect(world.log.at(-1)).toContain("other users can read or change them");
  expect(await world.lending.notReady?.()).toBe("the issuer's keys cannot be used");
  world.closeKeys(0o600);
  expect((await world.assumeRole(role)).status).toBe(200);
});

test("what AWS refuses to the server itself is no word against the role, and is over when the server has keys", async () => {
  await using world = await LendingWorld.start();
  const role = await world.brokerRole("Build");
  world.withoutOwn = new AwsRefusal("AccessDenied", "cannot assume role arn:aws:iam::1:role/Own", []);
  const answer = await world.assumeRole(role);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    "this server has no credentials of its own now; ask who runs it\n",
  ]);
  expect(world.log.at(-1)).toBe("cannot use the role of this server: cannot assume role arn:aws:iam::1:role/Own");
  expect(world.scans).toEqual([]);
  world.withoutOwn = undefined;
  expect((await world.assumeRole(role)).status).toBe(200);
});
