import { expect } from "bun:test";
import { CLIENTS } from "../clients/clients.ts";
import { testWith } from "../support/needs.ts";
import { type World, withSandbox } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";
import { ServedImds } from "./served.ts";

const READONLY = "arn:aws:sts::111122223333:assumed-role/ReadOnly/ben";

/** One that has printed what a program needs. */
function onAPort(world: World): Promise<ServedImds> {
  return ServedImds.start(world, ["readonly", "--port", "0", "--print-env", "--shell", "sh"], {
    isReady: async (of) => (await of.printed()).includes("AWS_REGION"),
  });
}

worldTest("on a port, a program is led there by what is printed, and finds the role and its region", async (world) => {
  await using served = await onAPort(world);
  const script = `${await served.printed()}
T=$(curl -sf -XPUT "$AWS_EC2_METADATA_SERVICE_ENDPOINT/latest/api/token" -H "x-aws-ec2-metadata-token-ttl-seconds: 60")
ask() { curl -sf "$AWS_EC2_METADATA_SERVICE_ENDPOINT/latest/meta-data/$1" -H "x-aws-ec2-metadata-token: $T"; echo; }
ask iam/security-credentials/ && ask iam/security-credentials/readonly && ask placement/region
echo "[$AWS_PROFILE$AWS_ACCESS_KEY_ID$AWS_EC2_METADATA_DISABLED]"`;
  const env = { AWS_PROFILE: "other", AWS_ACCESS_KEY_ID: "AKIAOTHER", AWS_EC2_METADATA_DISABLED: "true" };
  const { stderr, stdout } = await world.runProgram(["sh", "-c", script, "export"], { env });
  expect(stdout, stderr).toMatch(
    /^readonly\n\{\n {2}"Code": "Success",[^}]*"AccessKeyId": "ASIA[^}]*\}\neu-west-1\n\[\]\n$/,
  );
  expect(await served.end()).toBe(0);
});

/** One whose program goes on until it was given new credentials. */
const caller = CLIENTS.find(({ name }) => name === "Go SDK v2");

testWith({ tools: caller?.tools ?? [] }, "a running program gets new credentials before the old ones end", () =>
  withSandbox(async (world) => {
    await world.faults({ lifetimeSeconds: 6 });
    await using served = await onAPort(world);
    const script = `${await served.printed()}\nexec "$@"`;
    const words = ["sh", "-c", script, "sh", ...((await caller?.command(world)) ?? []), "until-refreshed"];
    const { stderr, stdout } = await world.runProgram(words, { env: { SANDBOX_URL: world.sandbox.url } });
    expect(stdout, stderr).toEndWith("keys used: 2\n");
    await served.end();
  }),
);

/** Those that put paths behind the address in a way of their own, and one of each other kind. */
const READERS = ["AWS CLI v2", "JavaScript SDK v2", "JavaScript SDK v3", "Go SDK v1", "boto3", "Rust SDK"];

testWith(
  { tools: CLIENTS.filter(({ name }) => READERS.includes(name)).flatMap(({ tools }) => tools) },
  "programs of many kinds find the role on a port",
  () =>
    withSandbox(async (world) => {
      await using served = await onAPort(world);
      const script = `${await served.printed()}\nexec "$@"`;
      for (const client of CLIENTS.filter(({ name }) => READERS.includes(name))) {
        const before = (await world.calls()).length;
        const words = ["sh", "-c", script, "sh", ...(await client.command(world))];
        const { status, stderr } = await world.runProgram(words, { env: { SANDBOX_URL: world.sandbox.url } });
        const [call] = (await world.calls()).slice(before);
        expect([client.name, status, call?.signedBy], stderr).toEqual([client.name, 0, READONLY]);
      }
      await served.end();
    }),
);

worldTest("what cannot be served is refused before anything is asked", async (world) => {
  const typed = await world.run(["serve", "imds", "readonly", "--port", "http"]);
  expect([typed.status, typed.stderr]).toEqual([2, expect.stringContaining("a number from 0 to 65535")]);
  const asRoot = await world.run(["serve", "imds", "readonly"], { env: { SUDO_UID: "1000" } });
  if (process.getuid?.() === 0) expect(asRoot.stderr).toContain("leave `sudo` out");
});
