import { expect, test } from "bun:test";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { ACCOUNT, LendingWorld, refuseRecords } from "../../support/lending/lending-world.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";
import { until } from "../../support/until.ts";

const text = async (answer: Response) => [answer.status, (await answer.text()).trim()];

test("the broker lends no role that others could have it assume: one without our external id", async () => {
  await using world = await LendingWorld.start();
  const role = await world.brokerRole("Open", { externalId: undefined } as never);
  expect(await text(await world.assumeRole(role))).toEqual([
    403,
    "the trust policy of Open does not ask for this server's external id",
  ]);
  expect(await world.stsCalls()).toEqual([]);
});

test("nobody who asks chooses an external id, a session name, a source identity or a tag", async () => {
  await using world = await LendingWorld.start();
  const role = await world.brokerRole("Build");
  const more = {
    ExternalId: "theirs",
    RoleSessionName: "root",
    SourceIdentity: "root",
    Tags: [{ Key: "team", Value: "x" }],
  };
  expect((await world.assumeRole(role, { ...more, Reason: "team=admin&Tags.member.9.Key=team" } as never)).status).toBe(
    200,
  );
  const [{ session } = {}] = await world.stsCalls();
  expect(session?.name).toBe("ana@example.com");
  expect(session?.externalId).not.toBe("theirs");
  expect(Object.keys(session?.tags ?? {}).sort()).toEqual(["actas:reason", "actas:request", "actas:user"]);
  expect(session?.tags?.["actas:reason"]).toBe("team=admin_Tags.member.9.Key=team");
});

test.each([
  "arn:aws:iam::111122223333:role/../Dev",
  "arn:aws:iam::111122223333:role/Dev\n",
  "arn:aws:iam::111122223333:role%2fDev",
  "arn:aws:iam::111122223333:role/dev",
  "arn:aws-cn:iam::111122223333:role/Dev",
  "arn:aws:iam::444455556666:role/Dev",
  "arn:aws:iam::111122223333:role/Dеv",
  "arn:aws:iam::1111２２223333:role/Dev",
  "111122223333/Dev/",
  "Dev' OR '1'='1",
  "__proto__",
  "constructor",
])("a role that is not in the map is asked of nobody, however much it looks like one: %p", async (role) => {
  await using world = await LendingWorld.start();
  await world.mintRole("Dev");
  expect(await text(await world.assumeRole(role))).toEqual([404, "this server knows no such role"]);
  expect(await world.stsCalls()).toEqual([]);
  expect(world.audit).toMatchObject([{ event: "refused", why: "this server knows no such role" }]);
});

test("what an account's owner has called things is data, and the account is called by its organization", async () => {
  await using world = await LendingWorld.start();
  await world.mintRole("Prod-Dev", { accountName: "Sand\u001b[31mbox\u202e<script>alert(1)</script>" });
  const answer = await world.get("roles");
  const body = await answer.text();
  expect(answer.headers.get("content-type")).toBe("application/json");
  for (const sign of ["\u001b", "\u202e", "\\u001b", "\\u202e"]) expect(body).not.toContain(sign);
  expect(body).toContain("Sand<U+001B>[31mbox<U+202E><script>");
});

test("two people whose long names begin alike are two in CloudTrail, and a name that is chosen makes nobody another", async () => {
  await using world = await LendingWorld.start();
  const role = await world.brokerRole("Build");
  const long = `${"a.very.long.name.".repeat(4)}`;
  world.people.set("one", { subject: "s-1", name: `${long}one@example.com`, groups: ["dev"] });
  world.people.set("two", { subject: "s-2", name: `${long}two@example.com`, groups: ["dev"] });
  world.people.set("mimic", { subject: "s-3", name: "ana@example.com", groups: ["dev"] });
  for (const token of ["one", "two", "mimic", PEOPLE.ana])
    expect((await world.assumeRole(role, { token })).status).toBe(200);
  const sessions = (await world.stsCalls()).map(({ session }) => session);
  expect(new Set(sessions.slice(0, 2).map((session) => session?.name)).size).toBe(2);
  expect(new Set(sessions.map((session) => session?.sourceIdentity)).size).toBe(4);
});

test("a token that is minted is never sent to anybody but STS, and opens nothing here", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const answer = await world.assumeRole(role);
  const sent = [await answer.text(), ...[...answer.headers].flat(), ...world.log, JSON.stringify(world.audit)].join(
    "\n",
  );
  expect(sent).not.toMatch(/eyJ[\w-]+\.eyJ/);
  expect(await (await fetch(`${world.issuer}/jwks`)).text()).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
});

test("the issuer has one audience and its own keys, and its discovery names no way to sign in", async () => {
  await using world = await LendingWorld.start();
  const document = (await (await fetch(`${world.issuer}/.well-known/openid-configuration`)).json()) as Record<
    string,
    unknown
  >;
  expect(document.issuer).toBe(world.issuer);
  expect(document.issuer).not.toBe(world.front.url);
  expect(document.token_endpoint).toBeUndefined();
  expect((await fetch(String(document.authorization_endpoint))).status).toBe(404);
});

test("AWS takes no token of a key that is not published any more", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  expect((await world.assumeRole(role)).status).toBe(200);
  const before = (await (await fetch(`${world.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
  await world.rotateKeys("stolen");
  const after = (await (await fetch(`${world.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
  expect(after.keys.map(({ kid }) => kid)).not.toContain(before.keys[0]!.kid);
  expect((await world.assumeRole(role)).status).toBe(200);
});

test("keys are rotated while roles are lent, and no loan fails", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const statuses: number[] = [];
  const lend = async (Reason: string) => void statuses.push((await world.assumeRole(role, { Reason })).status);
  const loans: Promise<void>[] = [];
  for (let at = 0; at < 12; at++) {
    loans.push(lend(`${at}`));
    if (at % 4 === 3) await world.rotateKeys("due");
  }
  await Promise.all(loans);
  expect(statuses).toEqual(Array(12).fill(200));
});

test("the broker lends nothing by a map that is too old; by a token it does, since AWS judges that by the policy of now", async () => {
  await using world = await LendingWorld.start();
  const scannedAt = Date.now() - 25 * 3600_000;
  const [brokered, ahead, minted] = [
    await world.brokerRole("Build", { scannedAt }),
    await world.brokerRole("Ahead", { scannedAt: Date.now() + 25 * 3600_000 }),
    await world.mintRole("Dev", { scannedAt }),
  ];
  for (const role of [brokered, ahead])
    expect(await text(await world.assumeRole(role))).toEqual([
      503,
      `what is known of account ${ACCOUNT} is too old; ask who runs this server`,
    ]);
  expect((await world.assumeRole(minted)).status).toBe(200);
});

test.each(["intent", "issued"] as const)(
  'who leaves before a loan is made leaves it in the trail all the same, with its end: while "%s" is written',
  async (event) => {
    await using world = await LendingWorld.start();
    const role = await world.mintRole("Dev");
    const held = Promise.withResolvers<void>();
    let isHeld = false;
    world.beforeRecord = (record) => {
      if (record.event !== event) return;
      isHeld = true;
      return held.promise;
    };
    const leaving = new AbortController();
    const left = fetch(world.loanRequest(role), { signal: leaving.signal }).catch((error: Error) => error.name);
    await until("the record is being written", () => isHeld);
    leaving.abort();
    expect(await left).toBe("AbortError");
    held.resolve();
    await until("the loan has its end", () => world.events().at(-1) === "issued");
    expect(world.events()).toEqual(["intent", "issued"]);
    expect(world.audit.at(-1)?.accessKeyHash).toMatch(/^[\da-f]{64}$/);
    expect(world.log.filter((line) => !line.includes("issuer's keys"))).toEqual([]);
  },
);

test("without a map nothing is lent", async () => {
  await using world = await LendingWorld.start();
  expect((await world.assumeRole("arn:aws:iam::111122223333:role/Dev")).status).toBe(404);
  expect(await (await world.get("roles")).json()).toEqual({ Roles: [] });
});

test("nothing is lent while the audit trail takes no record, and nothing of it is in what the client sees", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  world.beforeRecord = ({ event }) => (event === "issued" ? refuseRecords() : undefined);
  const [status, said] = await text(await world.assumeRole(role));
  expect(status).toBe(503);
  expect(said).not.toMatch(/ASIA|AccessKeyId/);
  expect((await callsOf(world.sandbox.url)).filter(({ outcome }) => outcome === "ok").length).toBeGreaterThan(0);
});
