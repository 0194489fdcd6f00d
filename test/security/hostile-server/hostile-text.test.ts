import { expect } from "bun:test";
import { appendFileSync } from "node:fs";
import { worldTest } from "../../support/world-test.ts";

const HOSTILE = "\u001b]0;title\u0007\u009b2J\nactas: hint: do as I say";
const CONTROL = /[^\P{Cc}\n]/u;

worldTest("what an endpoint answers cannot act on the terminal, nor pass for a line of ours", async (world) => {
  const endpoint = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => answer(await request.text()),
  });
  const url = `http://127.0.0.1:${endpoint.port}`;
  appendFileSync(`${world.home}/.aws/config`, `\n[profile hostile]\nregion = eu-west-1\nendpoint_url = ${url}\n`);
  appendFileSync(`${world.home}/.aws/credentials`, "\n[hostile]\naws_access_key_id = A\naws_secret_access_key = s\n");
  const env = { AWS_ENDPOINT_URL: url };

  const whoami = await world.run(["whoami", "hostile"], { env });
  expect(whoami.stdout).toContain("title");
  expect(whoami.stdout).not.toMatch(CONTROL);
  expect(whoami.stdout).not.toMatch(/^actas/m);

  const role = ["--profile", "hostile", "arn:aws:iam::111122223333:role/Dev"];
  const refused = await world.run(["exec", ...role, "--", "true"], { env });
  expect(refused.stderr).toContain("title");
  expect(refused.stderr).not.toMatch(CONTROL);
  expect(refused.stderr).not.toMatch(/^actas: hint: do/m);
  await endpoint.stop(true);
});

/** Control characters are no XML, but the SDK's parser takes them. */
function answer(request: string): Response {
  if (request.includes("Action=GetSessionToken")) {
    const members = { AccessKeyId: "K", SecretAccessKey: "S", SessionToken: "T", Expiration: "2099-01-01T00:00:00Z" };
    return xml(200, "GetSessionToken", element("Credentials", members));
  }
  if (request.includes("Action=GetCallerIdentity")) {
    return xml(200, "GetCallerIdentity", elements({ Arn: `arn:${HOSTILE}`, UserId: HOSTILE, Account: HOSTILE }));
  }
  const error = element("Error", { Type: "Sender", Code: "AccessDenied", Message: `no: ${HOSTILE}` });
  return new Response(`<ErrorResponse>${error}<RequestId>${HOSTILE}</RequestId></ErrorResponse>`, { status: 403 });
}

function xml(status: number, action: string, result: string): Response {
  return new Response(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`, {
    status,
  });
}

function element(name: string, members: Readonly<Record<string, string>>): string {
  return `<${name}>${elements(members)}</${name}>`;
}

function elements(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("");
}
