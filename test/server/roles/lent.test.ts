import { expect, test } from "bun:test";
import { addTrust } from "../../../src/sandbox/control/control-client.ts";
import { expectedLoan, lentWays } from "../../../src/server/lending/lent-ways.ts";
import { ACCOUNT, EXTERNAL_ID, LendingWorld } from "../../support/lending/lending-world.ts";
import { mapOf } from "../../support/server/role-world.ts";

const SETTINGS = {
  issuer: { keyFile: "/unused" },
  broker: { roleArn: `arn:aws:iam::${ACCOUNT}:user/ana`, externalId: EXTERNAL_ID },
};

/** A server whose map is made of these policies, and an AWS with the same roles. */
async function worldWith(
  policies: (provider: string) => Readonly<Record<string, readonly object[]>>,
): Promise<LendingWorld> {
  const world = await LendingWorld.start();
  const provider = world.issuer.replace("http://", "");
  const roles = policies(provider);
  for (const [name, statements] of Object.entries(roles)) {
    const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    await addTrust(world.sandbox.url, "roles", { arn, trustPolicy: statements as never, maxSessionSeconds: 43_200 });
  }
  world.roleMap = await mapOf(
    { [ACCOUNT]: { providers: [{ url: provider, clientIds: ["sts.amazonaws.com"] }], roles, scannedAt: Date.now() } },
    { ways: lentWays(SETTINGS, world.front.url), expected: expectedLoan(SETTINGS) },
  );
  world.configure({ rules: [{ effect: "allow", groups: ["dev"], roles: ["*", "*/*"] }] });
  return world;
}

test("what the map lists as usable AWS gives, and what it does not list AWS is not asked for", async () => {
  await using world = await worldWith((provider) => {
    const principal = { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` };
    const aud = { StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" } };
    const amr = (operator: string, value: unknown) => ({ [operator]: { [`${provider}:amr`]: value } });
    const allow = (condition: object, more: object = {}) => ({
      Effect: "Allow",
      Principal: principal,
      Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
      Condition: { ...aud, ...condition },
      ...more,
    });
    const group = amr("ForAnyValue:StringEquals", ["dev", "x"]);
    return {
      Group: [allow(group)],
      "team/Pattern": [allow(amr("ForAnyValue:StringLike", "d?v*"))],
      AnyCase: [allow(amr("ForAnyValue:StringEqualsIgnoreCase", "DEV"))],
      Named: [allow({ ...group, StringLike: { ...aud.StringEquals, [`${provider}:sub`]: `${ACCOUNT}:Named:*` } })],
      Broker: [
        {
          Effect: "Allow",
          Principal: { AWS: SETTINGS.broker.roleArn },
          Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
          Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
        },
      ],
      OpenBroker: [
        {
          Effect: "Allow",
          Principal: { AWS: SETTINGS.broker.roleArn },
          Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        },
      ],
      OtherGroup: [allow(amr("ForAnyValue:StringEquals", "nobody"))],
      Plain: [allow(amr("StringEquals", "dev"))],
      Denied: [allow(group), allow(group, { Effect: "Deny" })],
      NoTags: [allow(group, { Action: "sts:AssumeRoleWithWebIdentity" })],
      OtherName: [allow({ ...group, StringLike: { ...aud.StringEquals, [`${provider}:sub`]: `${ACCOUNT}:Other:*` } })],
      Wide: [allow({ StringEquals: {}, StringLike: { [`${provider}:aud`]: "*" } })],
    };
  });
  const { Roles: listed } = (await (await world.get("roles")).json()) as { Roles: { Arn: string; Usable: string }[] };
  const names = listed.map(({ Arn, Usable }) => `${Arn.slice(Arn.lastIndexOf("/") + 1)} ${Usable}`);
  expect(names.sort()).toEqual(["AnyCase now", "Broker now", "Group now", "Named now", "Pattern now"]);
  for (const { Arn } of listed) expect([Arn, (await world.assumeRole(Arn)).status]).toEqual([Arn, 200]);
  const before = (await world.stsCalls()).length;
  for (const name of ["OpenBroker", "OtherGroup", "Plain", "Denied", "NoTags", "OtherName", "Wide"]) {
    expect([name, (await world.assumeRole(`${ACCOUNT}/${name}`)).status]).toEqual([name, 403]);
  }
  expect(await world.stsCalls()).toHaveLength(before);
}, 30_000);

test("a role that two groups at once lead to is lent with both in the token", async () => {
  await using world = await worldWith((provider) => ({
    Both: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${provider}` },
        Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"],
        Condition: {
          StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" },
          "ForAnyValue:StringEquals": { [`${provider}:amr`]: "dev" },
          "ForAnyValue:StringLike": { [`${provider}:amr`]: "on-call-*" },
        },
      },
    ],
  }));
  world.people.set("carol", { subject: "carol", name: "carol@example.com", groups: ["a", "dev", "on-call-1"] });
  expect((await world.assumeRole(`${ACCOUNT}/Both`, { token: "carol" })).status).toBe(200);
  expect((await world.assumeRole(`${ACCOUNT}/Both`)).status).toBe(403);
}, 30_000);
