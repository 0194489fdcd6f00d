import { expect } from "bun:test";
import { testWith } from "../support/needs.ts";
import { withSandbox } from "../support/world.ts";
import { CLIENTS } from "./clients.ts";

/** Those whose program goes on until it was given new credentials. */
const CALLERS = CLIENTS.filter(({ name }) => name === "boto3" || name === "Go SDK v2");

for (const { name, version, tools, command } of CALLERS) {
  testWith(
    { tools, timeoutMs: 120_000 },
    `${name} ${version} gets new credentials from the endpoint while it runs`,
    () =>
      withSandbox(async (world) => {
        await world.faults({ lifetimeSeconds: 6 });
        const words = ["exec", "readonly", "--", ...(await command(world)), "until-refreshed"];
        const { status, stdout, stderr } = await world.run(words, { env: { SANDBOX_URL: world.sandbox.url } });
        expect(stdout, stderr).toEndWith("keys used: 2\n");
        expect(status).toBe(0);
      }),
  );
}

/** Those that read the file once at their start. */
const STARTED_ANEW = CLIENTS.filter(({ name }) => ["AWS CLI v2", "Java SDK v1", "s3cmd"].includes(name));

/** Runs the command that it is given until its file has had three key ids, and fails when the command does. */
const UNTIL_REFRESHED = `keys=
until [ "$(printf '%s\\n' $keys | sort -u | wc -l)" -ge 3 ]; do
  "$@" >/dev/null || exit 1
  keys="$keys $(sed -n 's/^aws_access_key_id = //p' "$AWS_SHARED_CREDENTIALS_FILE")"
done`;

for (const { name, version, tools, command } of STARTED_ANEW) {
  testWith(
    { tools, timeoutMs: 120_000 },
    `${name} ${version}, started again and again, never meets ended credentials in the file of \`exec --mode file\``,
    () =>
      withSandbox(async (world) => {
        await world.faults({ lifetimeSeconds: 8 });
        const script = ["sh", "-c", UNTIL_REFRESHED, "sh", ...(await command(world))];
        const words = ["exec", "--mode", "file", "readonly", "--", ...script];
        const { status, stderr } = await world.run(words, { env: { SANDBOX_URL: world.sandbox.url } });
        expect(status, stderr).toBe(0);
      }),
  );
}
