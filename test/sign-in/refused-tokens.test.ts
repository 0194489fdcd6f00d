import { expect } from "bun:test";
import { login } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

const TEAM_AP = "yoyodyne:222233334444/TeamAP";
const ENGINEERING = "yoyodyne:333344445555/teams/TeamEngineering";

/** An answer of STS that comes once. */
const once = (code: string, message: string) => ({
  ...{ action: "AssumeRoleWithWebIdentity", instead: 1 },
  answer: {
    ...{ status: 400, headers: {} },
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  },
});

worldTest("a role lasts as long as it may, and what was found out is remembered", async (world) => {
  await login(world, "yoyodyne");
  const durations = async (...words: readonly string[]) => {
    const before = (await world.calls("AssumeRoleWithWebIdentity")).length;
    expect(await world.run(["whoami", ...words])).toMatchObject({ status: 0, stderr: "" });
    const calls = await world.calls("AssumeRoleWithWebIdentity");
    return calls.slice(before).map(({ durationSeconds }) => durationSeconds);
  };
  expect(await durations(TEAM_AP)).toEqual([43_200]);
  expect(await durations(ENGINEERING)).toEqual([43_200, 3600]);
  expect(await durations("--refresh", ENGINEERING)).toEqual([3600]);
  expect(await durations("--duration", "15m", ENGINEERING)).toEqual([900]);
  expect(await durations("--duration", "max", TEAM_AP)).toEqual([]);
});

worldTest("a token that STS finds too old is replaced, once", async (world) => {
  await login(world, "yoyodyne");
  const renewals = async () =>
    (await world.calls("token")).filter(({ grantType }) => grantType === "refresh_token").length;
  await world.faults(once("ExpiredTokenException", "Token expired: 2 must be before 1"));
  expect(await world.run(["whoami", TEAM_AP])).toMatchObject({ status: 0, stderr: "" });
  expect(await renewals()).toBe(1);
  await world.faults({ ...once("ExpiredTokenException", "Token expired: 2 must be before 1"), instead: "always" });
  const { status, stderr } = await world.run(["whoami", "--refresh", TEAM_AP]);
  expect([status, await renewals()]).toEqual([expect.any(Number), 2]);
  expect(status).not.toBe(0);
  expect(stderr).not.toContain("eyJ");
});

worldTest("a token with too many groups for a session says how large its claims are", async (world) => {
  await world.settings({ furtherGroups: 60 });
  await login(world, "yoyodyne");
  const { status, stderr } = await world.run(["whoami", TEAM_AP]);
  expect(status).toBe(5);
  expect(stderr).toContain("STS answered PackedPolicyTooLarge");
  expect(stderr).toMatch(/the token: iss "http.*amr \(6\d values, \d{4} bytes\)/);
  expect(stderr).toContain("must put fewer or shorter groups into them");
});
