import { expect, test } from "bun:test";
import { LendingWorld } from "../../support/lending/lending-world.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";

interface Listed {
  readonly Roles: readonly { readonly Name: string; readonly Usable: string; readonly Why?: string }[];
  readonly Next?: string;
}

const listed = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Listed;
const names = ({ Roles }: Listed) => Roles.map(({ Name }) => Name.replace("111122223333/", ""));

test("roles have a name that is taken back, the account as the organization calls it, and whether they can be had (M-94)", async () => {
  await using world = await LendingWorld.start({
    rules: [
      { effect: "allow", groups: ["dev"], roles: ["Dev", "Often"] },
      { effect: "allow", groups: ["dev"], roles: ["Careful"], reason: "needed" },
    ],
  });
  const arn = await world.mintRole("Dev", { accountName: "Main" });
  await world.mintRole("Careful");
  await world.mintRole("Often", { dependsOn: ["aws:SourceIp"] });
  await world.mintRole("Unruled");
  const answer = await world.get("roles");
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const { Roles } = await listed(answer);
  expect(Roles).toEqual([
    {
      Name: "111122223333/Careful",
      Description: "111122223333: a reason is needed",
      Arn: "arn:aws:iam::111122223333:role/Careful",
      AccountId: "111122223333",
      Usable: "if",
      Needs: ["reason"],
      Why: "a reason is needed",
    },
    {
      Name: "111122223333/Dev",
      Description: "Main",
      Arn: arn,
      AccountId: "111122223333",
      AccountName: "Main",
      Usable: "now",
    },
    {
      Name: "111122223333/Often",
      Description: "111122223333: AWS decides by aws:SourceIp",
      Arn: "arn:aws:iam::111122223333:role/Often",
      AccountId: "111122223333",
      Usable: "if",
      Needs: ["aws:SourceIp"],
      Why: "AWS decides by aws:SourceIp",
    },
  ] as never);
  for (const { Name } of Roles.slice(1, 2)) expect((await world.assumeRole(Name)).status).toBe(200);
});

test("roles that no rule lends are shown to who asks for them, and why", async () => {
  await using world = await LendingWorld.start({
    rules: [
      { effect: "allow", groups: ["dev"], roles: ["Dev"] },
      { effect: "allow", groups: ["admins"], roles: ["Ops"] },
    ],
  });
  await world.mintRole("Dev");
  await world.mintRole("Ops");
  await world.mintRole("Direct", { mode: "pass" });
  expect(names(await listed(world.get("roles")))).toEqual(["Dev"]);
  const { Roles } = await listed(world.get("roles?closed=1"));
  expect(Roles.map(({ Name, Usable, Why }) => [Name, Usable, Why])).toEqual([
    ["111122223333/Dev", "now", undefined],
    ["111122223333/Direct", "no", "this server only lists it"],
    ["111122223333/Ops", "no", "you are not in the group admins"],
  ]);
});

test("a role that the broker keeps back is not listed as one to have, and why", async () => {
  await using world = await LendingWorld.start();
  await world.brokerRole("Build");
  await world.brokerRole("Old", { scannedAt: Date.now() - 25 * 3600_000 });
  await world.brokerRole("Open", { externalId: undefined } as never);
  await world.mintRole("OldToken", { scannedAt: Date.now() - 25 * 3600_000 });
  expect(names(await listed(world.get("roles")))).toEqual(["Build", "OldToken"]);
  const { Roles } = await listed(world.get("roles?closed=1"));
  expect(Roles.map(({ Name, Usable, Why }) => [Name, Usable, Why])).toEqual([
    ["111122223333/Build", "now", undefined],
    ["111122223333/Old", "no", "what is known of its account is too old"],
    ["111122223333/OldToken", "now", undefined],
    ["111122223333/Open", "no", "its trust policy does not ask for this server's external id"],
  ]);
  // A day after the scan none of them is left, without a new version of the map.
  world.aheadMs = 25 * 3600_000;
  expect(names(await listed(world.get("roles")))).toEqual(["OldToken"]);
});

test("a person sees none of another's roles", async () => {
  await using world = await LendingWorld.start();
  await world.mintRole("Dev");
  expect(names(await listed(world.get("roles", {}, PEOPLE.ben)))).toEqual([]);
  expect((await world.get("roles", {}, "nobody")).status).toBe(401);
});

test("who has the list already gets 304, until it changes", async () => {
  await using world = await LendingWorld.start();
  await world.mintRole("Dev");
  const etag = (await world.get("roles")).headers.get("etag") ?? "";
  const again = await world.get("roles", { "if-none-match": `"x", W/${etag}` });
  expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
  await world.mintRole("Dev2");
  expect((await world.get("roles", { "if-none-match": etag })).status).toBe(200);
  expect((await world.get("roles", { "if-none-match": etag }, PEOPLE.ben)).status).toBe(200);
});

test("more than a page is asked for page by page, and part of a name finds roles", async () => {
  await using world = await LendingWorld.start();
  for (let at = 0; at < 5_003; at++)
    world.roles.add(`arn:aws:iam::111122223333:role/R${`${at}`.padStart(4, "0")}`, {
      mode: "mint",
      accountName: "Main",
    });
  const first = await listed(world.get("roles"));
  expect([first.Roles.length, first.Next]).toEqual([5_000, "111122223333/R4999"]);
  const rest = await listed(world.get(`roles?after=${encodeURIComponent(first.Next ?? "")}`));
  expect([names(rest), rest.Next]).toEqual([["R5000", "R5001", "R5002"], undefined]);
  expect(names(await listed(world.get("roles?q=r002&limit=3")))).toEqual(["R0020", "R0021", "R0022"]);
  expect((await listed(world.get("roles?q=MAIN"))).Roles).toHaveLength(5_000);
  for (const limit of ["0", "5001", "x", "1.5"]) expect((await world.get(`roles?limit=${limit}`)).status).toBe(400);
});

test("who asks for lists too often is refused, but not what they are lent, and nobody else", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const statuses = new Map<number, number>();
  let refused: Response | undefined;
  for (let round = 0; round < 32; round++) {
    for (const answer of await Promise.all(Array.from({ length: 20 }, () => world.get("roles")))) {
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 429) refused = answer;
    }
  }
  expect([...statuses.keys()].toSorted()).toEqual([200, 429]);
  expect(statuses.get(200)).toBeGreaterThanOrEqual(600);
  expect(refused?.headers.get("retry-after")).toBe("1");
  expect((await world.get("roles", {}, PEOPLE.ben)).status).toBe(200);
  expect((await world.assumeRole(role)).status).toBe(200);
});
