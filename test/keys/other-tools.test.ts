import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLIENTS } from "../clients/clients.ts";
import { keyringSession } from "../support/keyring-session.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { passTest } from "./pass-test.ts";
import { BEN, withoutProcess } from "./user-ben.ts";

for (const name of ["AWS CLI v2", "boto3"]) {
  const client = CLIENTS.find((one) => one.name === name)!;
  worldTestUnless(
    needs("gnome-keyring", "dbus", ...client.tools),
    `after \`keys import --process\`, ${name} acts as the same user as before`,
    async (world) => {
      await using session = await keyringSession();
      const { DBUS_SESSION_BUS_ADDRESS = "" } = session.environment;
      withoutProcess(world);
      const variables = {
        ...{ DBUS_SESSION_BUS_ADDRESS, AWS_PROFILE: "ben", AWS_DEFAULT_REGION: "eu-west-1" },
        ...{ AWS_EC2_METADATA_DISABLED: "true", AWS_PAGER: "", SANDBOX_URL: world.sandbox.url },
      };
      const asked = async () => (await world.runProgram(await client.command(world), { env: variables })).stdout;
      expect(await asked()).toContain("user/ben");
      const imported = await world.run(["keys", "import", "--process", "ben"], { env: { DBUS_SESSION_BUS_ADDRESS } });
      expect(imported.status).toBe(0);
      expect(readFileSync(join(world.home, ".aws/credentials"), "utf8")).not.toContain(BEN);
      expect(await asked()).toContain("user/ben");
    },
  );
}

passTest("with pass, a key is moved, used, rotated, exported and removed", async (world, { env, run }) => {
  const keys = (...words: string[]) => world.run(["keys", ...words], { env });
  await world.settings({ newKeySeconds: 0 });
  expect(await keys("import", "--alone", "ben")).toMatchObject({ status: 0, stderr: expect.any(String) });
  expect((await keys("list")).stdout).toMatch(/AKIASANDBOXBEN000001 +ben +pass\n/);
  expect((await world.run(["whoami", "--no-agent", "ben"], { env })).stdout).toContain("user/ben");
  expect((await keys("rotate", "ben")).stdout).toContain(`deleted ${BEN}`);
  expect((await keys("export", "ben")).stdout).toMatch(/aws_access_key_id = AKIASANDBOX/);
  expect((await run("pass", "ls", "actas")).stdout).toMatch(/[0-9a-f]{8}-/);
  await world.run(["cache", "clear"], { env });
  for (const named of ["ben", BEN]) expect((await keys("remove", "--yes", named)).status).toBe(0);
  expect((await run("pass", "ls")).stdout).not.toContain("actas");
});
