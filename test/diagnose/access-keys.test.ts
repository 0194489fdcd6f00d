import { expect } from "bun:test";
import { CreateAccessKeyCommand, IAMClient, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words, write } from "./diagnosed.ts";

worldTest("a key that is old is a warning, one that AWS does not take an error, a new one is fine", async (world) => {
  const found = async (severity: "error" | "fine" | "unknown" | "warning") =>
    words(await diagnosed(world, ["ben"]), "access keys", severity);
  expect(await found("warning")).toMatch(/^the access key of profile "ben" is \d{4} days old$/);
  expect(words(await diagnosed(world), "access keys", "warning")).toBe("");
  await world.settings({ newKeySeconds: 0 });
  const { AccessKey: made } = await client(world, "ben").send(new CreateAccessKeyCommand());
  const [id = "", secret = ""] = [made?.AccessKeyId, made?.SecretAccessKey];
  world.knows(secret);
  await write(world, ".aws/credentials", keysOfBen(id, secret));
  expect(await found("fine")).toMatch(/is active, and 0 days old, and 2 keys in all$/);
  await write(world, ".aws/credentials", keysOfBen("AKIAEXAMPLE", secret));
  expect(await found("error")).toMatch(/^AWS does not take the access key/);
});

worldTest(
  "a key that was made inactive is an error while a session of it goes on, an active one is not",
  async (world) => {
    await world.signIn("staging");
    const change = async (Status: "Active" | "Inactive") => {
      const { accessKeyId: AccessKeyId } = user(world, "ana");
      await client(world, "ana").send(new UpdateAccessKeyCommand({ AccessKeyId, Status }));
    };
    const found = async () => words(await diagnosed(world, ["staging"]), "access keys", "error");
    expect(await found()).toBe("");
    await change("Inactive");
    expect(await found()).toMatch(/^the access key of profile "ana" is inactive$/);
  },
);

worldTest(
  "where a policy forbids to look at keys, that is said, with what is missing; a session with MFA may",
  async (world) => {
    await world.settings({ newKeySeconds: 0, iamDenied: ["ListAccessKeys"] });
    const denied = await diagnosed(world, ["ben"]);
    expect(words(denied, "access keys", "unknown")).toMatch(/^not checked: cannot list the user's access keys/);
    expect(denied.findings.find(({ check }) => check === "access keys")?.mend.join()).toMatch(/iam:ListAccessKeys/);
    expect(denied.status).toBe(0);
    await world.settings({ iamDenied: [], iamNeedsMfa: "yes" });
    expect(words(await diagnosed(world, ["staging"]), "access keys", "unknown")).toMatch(/^not checked/);
    await world.signIn("staging");
    expect(words(await diagnosed(world, ["staging"]), "access keys", "warning")).toMatch(/"ana" is \d{4} days old/);
  },
);

function user({ sandbox: { accounts } }: World, name: string) {
  return accounts.users.find((one) => one.name === name)!;
}

function client(world: World, name: string): IAMClient {
  const { accessKeyId, secretAccessKey } = user(world, name);
  return new IAMClient({
    region: "eu-west-1",
    endpoint: world.sandbox.url,
    credentials: { accessKeyId, secretAccessKey },
  });
}

function keysOfBen(id: string, secret: string): string {
  return `[ben]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
}
