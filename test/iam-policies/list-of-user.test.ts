import { expect } from "bun:test";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

async function listed(world: World, ...words: readonly string[]) {
  const { status, stdout, stderr } = await world.run(["list", "roles", ...words, "--json"]);
  expect({ status, stderr: stderr.includes("error") }).toEqual({ status: 0, stderr: false });
  return JSON.parse(stdout).user;
}

function answers(roles: readonly { roleArn: string; answer: string }[]): Record<string, string> {
  return Object.fromEntries(roles.map(({ roleArn, answer }) => [roleArn.split("role/")[1] ?? "", answer]));
}

worldTest("all policies of a user and of the user's groups are read, on however many pages", async (world) => {
  const { roles, patterns, notKnown } = await listed(world, "staging");
  expect(answers(roles)).toEqual({
    ...{ Admin: "allowed", Dev: "allowed", Dev1: "allowed", Dev2: "allowed", Dev3: "allowed", Dev4: "allowed" },
    ...{ Dev5: "denied", Audit: "depends" },
  });
  expect(patterns.map(({ pattern }: { pattern: string }) => pattern.split("role/")[1]).sort()).toEqual([
    "Dev?",
    "partners/*",
  ]);
  expect(notKnown).toEqual([]);
  const actions = (await world.calls()).filter(({ service }) => service === "iam").map(({ action }) => action);
  expect(new Set(actions)).toEqual(
    new Set([
      ...["GetUser", "ListGroupsForUser", "ListUserPolicies", "GetUserPolicy", "ListAttachedUserPolicies"],
      ...["ListGroupPolicies", "GetGroupPolicy", "ListAttachedGroupPolicies", "GetPolicy", "GetPolicyVersion"],
    ]),
  );
  // A policy that is attached several times is read once.
  expect(actions.filter((action) => action === "GetPolicyVersion")).toHaveLength(4);
});

worldTest("a role without a profile is told by what can be typed back, and is itself then", async (world) => {
  const { roles } = await listed(world, "ben", "--expand");
  expect(answers(roles)).toEqual({
    ReadOnly: "allowed",
    ...{ Nobody: "not-allowed", "partners/Partner": "not-allowed" },
  });
  await Bun.write(`${world.home}/.aws/config`, "[profile ben]\nregion = eu-west-1\n");
  const { stdout } = await world.run(["list", "roles", "ben", "-o", "oneline"]);
  expect(stdout).toBe("arn:aws:iam::111122223333:role/ReadOnly --profile ben\n");
  const [role = "", ...option] = stdout.trim().split(" ");
  expect((await world.run(["whoami", role, ...option])).stdout).toContain("assumed-role/ReadOnly/");
});

worldTest("roles of the account are listed on request, without those of AWS's services", async (world) => {
  await Bun.write(`${world.home}/.aws/config`, "[profile ana]\nregion = eu-west-1\n");
  expect(Object.keys(answers((await listed(world, "ana")).roles)).sort()).toEqual(["Admin", "Audit", "Dev"]);
  const { roles } = await listed(world, "ana", "--expand");
  expect(Object.keys(answers(roles)).sort()).toEqual(["Admin", "Audit", "Dev", "Dev1", "Dev2", "Dev3", "Dev4"]);
});

for (const [permission, what] of [
  ["GetUser", "the permissions boundary of user ana, if there is one"],
  ["ListGroupsForUser", "the groups of user ana"],
  ["ListUserPolicies", "the inline policies of user ana"],
  ["ListAttachedUserPolicies", "the policies attached to user ana"],
  ["GetUserPolicy", "policy Audits of user ana"],
  ["ListGroupPolicies", "the inline policies of group writers"],
  ["GetGroupPolicy", "policy Drafts of group writers"],
  ["ListAttachedGroupPolicies", "the policies attached to group staff"],
  ["GetPolicy", "policy arn:aws:iam::111122223333:policy/NotDev5"],
  ["GetPolicyVersion", "policy arn:aws:iam::111122223333:policy/NotDev5"],
] as const) {
  worldTest(`without iam:${permission} it is said what is not known, and no role is called allowed`, async (world) => {
    await world.settings({ iamDenied: [permission] });
    await world.signIn("ana");
    const ofAna = await listed(world, "ana");
    expect(ofAna.notKnown).toContainEqual({ permission: `iam:${permission}`, what });
    expect(ofAna.roles.map(({ answer }: { answer: string }) => answer)).not.toContain("allowed");
    const { stderr } = await world.run(["list", "roles", "ana"]);
    expect(stderr).toContain(`actas: note: not known, as iam:${permission} is not allowed: ${what}`);
  });
}

worldTest(
  "where policies ask for an MFA code, it is asked for once, and the session is used for all calls",
  async (world) => {
    await world.settings({ iamNeedsMfa: "yes" });
    const command = world.terminal(["list", "roles", "ana"]);
    await command.waitFor(/MFA code/);
    command.type(`${await world.code()}\r`);
    await command.waitFor(/role\/Admin.*with an MFA code/);
    expect(await command.exited).toBe(0);
    expect(await world.calls("GetSessionToken")).toHaveLength(1);
    const devices = await world.run(["list", "mfa", "staging", "-o", "oneline"]);
    expect(devices.stdout).toBe("arn:aws:iam::111122223333:mfa/ana\n");
    expect(await world.calls("GetSessionToken")).toHaveLength(1);
  },
);

worldTest(
  "a code that policies ask for can be given in an option or a variable, so that a script can list",
  async (world) => {
    await world.settings({ iamNeedsMfa: "yes" });
    const devices = await world.run(["list", "mfa", "staging", "-o", "oneline", "--otp", await world.code()]);
    expect(devices).toMatchObject({ status: 0, stdout: "arn:aws:iam::111122223333:mfa/ana\n" });
    await world.run(["cache", "clear"]);
    const env = { ACTAS_MFA_CODE: await world.code() };
    const roles = await world.run(["list", "roles", "ana", "-o", "oneline"], { env });
    expect(roles.status).toBe(0);
    expect(roles.stdout).toContain("admin\n");
    expect(await world.calls("GetSessionToken")).toHaveLength(2);
  },
);

worldTest("where a code is needed and nobody can be asked, it says so", async (world) => {
  await world.settings({ iamNeedsMfa: "yes" });
  const { status, stderr } = await world.run(["list", "mfa", "ana"]);
  expect(status).toBe(4);
  expect(stderr).toContain("actas: error: ");
  expect(stderr).toContain("MFA code");
});

worldTest("AWS that throttles is asked more slowly, until all is read", async (world) => {
  await world.faults({ action: "GetPolicyVersion", throttle: 12 });
  expect((await listed(world, "ana")).notKnown).toEqual([]);
});

worldTest("the MFA devices of the user behind a role are listed, with the profiles that name them", async (world) => {
  const { stdout } = await world.run(["list", "mfa", "deploy", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    user: { arn: "arn:aws:iam::111122223333:user/ana", profile: "ana" },
    devices: [
      { serialNumber: "arn:aws:iam::111122223333:mfa/ana", profiles: expect.arrayContaining(["ana", "staging"]) },
    ],
  });
  expect((await world.run(["list", "mfa", "ben"])).stdout).toBe("");
  const none = world.terminal(["list", "mfa", "ben"]);
  expect(await none.exited).toBe(0);
  expect(none.screen).toContain("user/ben has no MFA device; `actas setup mfa ben` makes one");
  const denied = await world.run(["list", "mfa", "ben", "--no-agent"]);
  expect(denied.status).toBe(0);
  await world.settings({ iamDenied: ["ListMFADevices"] });
  const refused = await world.run(["list", "mfa", "ben"]);
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain('"Action":"iam:ListMFADevices"');
});

worldTest(
  "roles to switch to are those that policies allow, as far as the user may ask, and it is said how far",
  async (world) => {
    await Bun.write(`${world.home}/.aws/config`, "[profile ana]\nregion = eu-west-1\n");
    const all = await world.run(["setup", "switch-roles", "ana"]);
    expect([...all.stdout.matchAll(/^\[profile (.*)\]$/gm)].map(([, name]) => name)).toEqual([
      ...["Admin", "Dev", "Dev1", "Dev2", "Dev3", "Dev4"].map((role) => `111122223333-${role}`),
      "444455556666-Audit",
    ]);
    await world.settings({ iamDenied: ["ListAccountAliases", "ListRoles"] });
    const { stderr, stdout } = await world.run(["setup", "switch-roles", "ana"]);
    expect(stdout).toStartWith("[ana]\naws_account_id = 111122223333\n\n[profile 111122223333-Admin]\n");
    expect(stdout).not.toContain("Dev1");
    expect(stderr).toContain("as iam:ListAccountAliases is not allowed: the alias of the account, if it has one");
    expect(stderr).toContain("as iam:ListRoles is not allowed: the other roles of the account");
  },
);

worldTest("a profile that starts with anything else has no user, and a source is a source", async (world) => {
  const center = await world.run(["list", "mfa", "sso-dev"]);
  expect(center.stderr).toContain('cannot ask IAM about "sso-dev": it does not start with the keys of an IAM user');
  const expand = await world.run(["list", "roles", "corp", "--expand"]);
  expect(expand.status).toBe(2);
  expect(expand.stderr).toContain("cannot use `--expand`");
  const temporary = "[role]\naws_access_key_id = AKIASANDBOXBEN000001\naws_secret_access_key = x\n";
  await Bun.write(`${world.home}/.aws/credentials`, temporary);
  expect((await world.run(["list", "roles", "role"])).status).not.toBe(0);
});
