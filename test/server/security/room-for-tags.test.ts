import { expect, test } from "bun:test";
import { LendingWorld } from "../../support/lending/lending-world.ts";

test("sixty groups get into no token: one loan has one group, and fits", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  const groups = Array.from({ length: 60 }, (_, at) => `a-group-with-a-very-long-name-number-${at}`);
  world.people.set("crowd", { subject: "ad|Example|crowd", name: "crowd@example.com", groups: [...groups, "dev"] });
  expect((await world.assumeRole(role, { token: "crowd" })).status).toBe(200);
});

test.each(["PackedPolicyTooLarge", "PackedPolicyTooLargeException"])(
  "where AWS has no room for tags (%s), those go that need not be there, and who it is stays",
  async (code) => {
    await using world = await LendingWorld.start();
    const role = await world.brokerRole("Build");
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error></ErrorResponse>`;
    await world.fault({
      action: "AssumeRole",
      instead: 1,
      answer: { status: 400, headers: { "content-type": "text/xml" }, body },
    });
    expect((await world.assumeRole(role, { Reason: "x".repeat(300) })).status).toBe(200);
    const tags = (await world.stsCalls()).map(({ session }) => Object.keys(session?.tags ?? {}).sort());
    expect(tags).toEqual([["actas:reason", "actas:request", "actas:user"], ["actas:user"]]);
    expect(world.audit.at(-1)).toMatchObject({ event: "issued", reason: "x".repeat(300) });
    expect(world.log).toContainEqual(expect.stringContaining(`AWS has no room for all session tags of ${role}`));
  },
);

test("how much room session policies and tags take is told before it is too much", async () => {
  await using world = await LendingWorld.start();
  const about = async (characters: number): Promise<readonly string[]> => {
    const statement = { Effect: "Allow", Action: "*", Resource: `arn:aws:s3:::${"b".repeat(characters)}` };
    const sessionPolicy = { Version: "2012-10-17" as const, Statement: [statement] };
    world.configure({ rules: [{ effect: "allow", groups: ["dev"], roles: ["*"], sessionPolicy }] });
    for (const role of [await world.brokerRole("Build"), await world.mintRole("Dev")]) {
      expect((await world.assumeRole(role)).status).toBe(200);
    }
    return world.log.splice(0).filter((line) => /take \d+ % of the room/.test(line));
  };
  expect(await about(200)).toEqual([]);
  expect(await about(1_700)).toEqual([
    expect.stringMatching(/role\/Build take 9\d % of the room that AWS has for them$/),
    expect.stringMatching(/role\/Dev take 9\d % /),
  ]);
});
