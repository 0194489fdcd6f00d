import { expect, test } from "bun:test";
import type { AssumeRoleInput } from "../aws/assume-role-parameters.ts";
import type { Sts } from "../aws/sts.ts";
import type { Credentials } from "../base/credentials.ts";
import { Secret } from "../base/secret.ts";
import type { RoleHop } from "../targets/role-hops.ts";
import { assumeRoleChain } from "./role-chain.ts";

const STS = { region: "eu-west-1", scope: "regional" } as const;
const FIRST: Credentials = { accessKeyId: "AKIA", secretAccessKey: new Secret("x") };
const hop = (roleArn: string, more: Partial<RoleHop> = {}): RoleHop => ({
  ...{ roleArn, durationSeconds: 3600, sts: STS },
  ...more,
});

function recordingSts() {
  const inputs: (AssumeRoleInput & { readonly caller: string })[] = [];
  const sts = {
    assumeRole: async (_: unknown, { accessKeyId }: Credentials, input: AssumeRoleInput) => {
      inputs.push({ caller: accessKeyId, ...input });
      return { ...FIRST, accessKeyId: input.roleArn };
    },
    sessionNameOf: async (_: unknown, { accessKeyId }: Credentials) => `name of ${accessKeyId}`,
  } as unknown as Sts;
  return { sts, inputs };
}

test("without a role the credentials stay as they are", async () => {
  expect(await assumeRoleChain(FIRST, [], recordingSts().sts)).toBe(FIRST);
});

test("each role is assumed with the credentials of the one before", async () => {
  const { sts, inputs } = recordingSts();
  expect((await assumeRoleChain(FIRST, [hop("Dev"), hop("Deploy")], sts)).accessKeyId).toBe("Deploy");
  expect(inputs.map(({ caller, roleArn }) => `${roleArn} by ${caller}`)).toEqual(["Dev by AKIA", "Deploy by Dev"]);
});

test("the session name goes from role to role until one has its own", async () => {
  const { sts, inputs } = recordingSts();
  await assumeRoleChain(FIRST, [hop("A"), hop("B"), hop("C", { roleSessionName: "release" }), hop("D")], sts);
  expect(inputs.map(({ roleSessionName }) => roleSessionName)).toEqual([
    ...["name-of-AKIA", "name-of-AKIA", "release", "release"],
  ]);
});

test("what a hop says is what AWS is asked, and nothing more", async () => {
  const { sts, inputs } = recordingSts();
  await assumeRoleChain(
    FIRST,
    [hop("A", { durationSeconds: 900, externalId: "id", roleSessionName: "ana" }), hop("B")],
    sts,
  );
  expect(inputs).toEqual([
    { caller: "AKIA", roleArn: "A", durationSeconds: 900, externalId: "id", roleSessionName: "ana" },
    { caller: "A", roleArn: "B", durationSeconds: 3600, roleSessionName: "ana" },
  ]);
});
