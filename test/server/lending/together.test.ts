import { expect, test } from "bun:test";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { LendingWorld } from "../../support/lending/lending-world.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";
import { until } from "../../support/until.ts";

test("a thousand requests of one person for one role at once are one call of STS, and all get the same keys", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const answers = await Promise.all(Array.from({ length: 1000 }, () => world.front.answer(world.loanRequest(role))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const keys = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { AccessKeyId: string }).AccessKeyId),
  );
  const calls = await world.stsCalls();
  expect([new Set(keys).size, calls.length]).toEqual([1, 1]);
  expect(world.events()).toEqual(["intent", "issued"]);
});

test("while a loan is being made, all who ask for the same share it, and others do not", async () => {
  await using world = await LendingWorld.start();
  const [role, other] = [await world.mintRole("Dev"), await world.mintRole("Ops")];
  const held = Promise.withResolvers<void>();
  world.beforeRecord = () => held.promise;
  const same = Array.from({ length: 50 }, () => world.assumeRole(role));
  // All alike but for who it is.
  world.people.set("twin", { subject: "ad|Example|twin", name: "ana@example.com", groups: ["dev", "ops"] });
  const others = [
    world.assumeRole(role, { token: "twin" }),
    world.assumeRole(other),
    world.assumeRole(role, { Reason: "x" }),
    world.assumeRole(role, { DurationSeconds: 900 }),
    world.assumeRole(role, { token: PEOPLE.dot }),
  ];
  await Bun.sleep(100);
  held.resolve();
  for (const answer of await Promise.all([...same, ...others])) expect(answer.status).toBe(200);
  expect(await world.stsCalls()).toHaveLength(6);
  expect(world.audit.filter(({ event, why }) => event === "issued" && why === "for 50 requests at once")).toHaveLength(
    1,
  );
});

test("a loan goes on when its client is gone, so that the audit trail has its end", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const held = Promise.withResolvers<void>();
  world.beforeRecord = () => held.promise;
  const gone = new AbortController();
  const asked = fetch(`${world.front.url}assume-role`, {
    method: "POST",
    headers: { authorization: `Bearer ${PEOPLE.ana}` },
    body: JSON.stringify({ Role: role }),
    signal: gone.signal,
  }).catch((error: Error) => error.name);
  await Bun.sleep(50);
  gone.abort();
  expect(await asked).toBe("AbortError");
  held.resolve();
  await until("the loan has ended", () => world.events().length === 2);
  await world.lending.lender.end();
  expect(world.events()).toEqual(["intent", "issued"]);
});

test("a server that ends lends nothing more, and waits for what it has begun to lend", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const other = await world.mintRole("Ops");
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  world.beforeRecord = () => {
    begun.resolve();
    return held.promise;
  };
  const first = world.assumeRole(role);
  await begun.promise;
  const order: string[] = [];
  const ended = world.lending.lender.end().then(() => order.push("ended"));
  const second = await world.assumeRole(other);
  expect([second.status, second.headers.get("retry-after")]).toEqual([503, "1"]);
  held.resolve();
  expect((await first.finally(() => order.push("answered"))).status).toBe(200);
  await ended;
  expect(order).toContain("ended");
  expect(world.events()).toEqual(["intent", "issued"]);
  expect(await world.stsCalls()).toHaveLength(1);
});

test("what AWS refuses is refused for two minutes without asking again, and has the account scanned", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev", {}, { StringEquals: { "sts:RoleSessionName": "somebody-else" } });
  const refused = await world.assumeRole(role);
  expect([refused.status, await refused.text()]).toEqual([
    403,
    "AWS does not let you have Dev; its policy may have changed\n",
  ]);
  const again = await world.assumeRole(role);
  expect([again.status, again.headers.get("retry-after")]).toEqual([403, expect.stringMatching(/^1[12]\d$/)]);
  expect(await world.stsCalls()).toHaveLength(1);
  expect(world.scans).toEqual(["111122223333"]);
  expect(world.events()).toEqual(["intent", "failed", "refused"]);
  await world.mintRole("Dev", { scannedAt: Date.now() + 1 });
  expect((await world.assumeRole(role)).status).toBe(200);
});

test("who asks too often is told when to ask again, and leaves nothing in the audit trail", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  world.configure({ limits: { person: { burst: 2, perMinute: 6 } } });
  const statuses: number[] = [];
  for (const Reason of ["a", "b", "c"]) statuses.push((await world.assumeRole(role, { Reason })).status);
  expect(statuses).toEqual([200, 200, 429]);
  const refused = await world.assumeRole(role);
  expect(await refused.text()).toMatch(/^you have asked too often; try again in \d+ s\n$/);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(world.audit).toHaveLength(4);
  expect((await world.assumeRole(role, { token: PEOPLE.dot })).status).toBe(200);
});

test("one role that is asked for by many does not use up what is there for others", async () => {
  await using world = await LendingWorld.start();
  const [role, other] = [await world.mintRole("Dev"), await world.mintRole("Ops")];
  world.configure({ limits: { role: { burst: 1, perMinute: 1 } } });
  expect((await world.assumeRole(role)).status).toBe(200);
  expect(await (await world.assumeRole(role, { token: PEOPLE.dot })).text()).toContain(
    "this role was asked for too often",
  );
  expect((await world.assumeRole(other)).status).toBe(200);
});

test("a slow AWS delays only who waits for it", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  await setFaults(world.sandbox.url, { latencyMs: 400, action: "AssumeRoleWithWebIdentity" });
  const slow = world.assumeRole(role);
  const listed = await world.get("roles");
  expect([listed.status, world.events().includes("issued")]).toEqual([200, false]);
  expect((await slow).status).toBe(200);
});
