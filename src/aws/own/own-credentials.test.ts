import { afterAll, beforeEach, expect, test } from "bun:test";
import { Clock } from "../../base/clock.ts";
import { Sts } from "../sts.ts";
import { type MachineEnvironment, OwnCredentials } from "./own-credentials.ts";

const KEYS = { AccessKeyId: "ASIAOWN", SecretAccessKey: "s", Token: "t" };
let now = Date.parse("2026-11-28T12:00:00Z");
const asked: string[] = [];
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: async (request) => {
    const { pathname } = new URL(request.url);
    const proof = request.headers.get("authorization") ?? request.headers.get("x-aws-ec2-metadata-token") ?? "";
    asked.push(`${request.method} ${pathname} ${proof}`.trim());
    if (pathname === "/latest/api/token") return new Response("session");
    if (pathname.endsWith("/security-credentials/")) return new Response("Server\n");
    if (pathname === "/none") return new Response("no", { status: 404 });
    return Response.json({ ...KEYS, Expiration: new Date(now + 3600_000).toISOString() });
  },
});
afterAll(() => server.stop(true));
beforeEach(() => void asked.splice(0));
const url = server.url.href.replace(/\/$/, "");

function own(environment: MachineEnvironment): OwnCredentials {
  const clock = new Clock(() => now);
  const location = { region: "eu-west-1", endpointUrl: url, scope: "regional" } as const;
  return new OwnCredentials({ environment, clock, sts: new Sts(clock), location, readFile: (path) => `in ${path}\n` });
}

test("keys in the environment come first, and nothing else is asked", async () => {
  const environment = {
    AWS_ACCESS_KEY_ID: "AKIAOWN",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
  };
  expect(await own(environment).get()).toMatchObject({ accessKeyId: "AKIAOWN" });
  expect(asked).toEqual([]);
});

test("the container endpoint is asked with the token of the file, and again shortly before the keys end", async () => {
  const credentials = own({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/keys`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/token",
  });
  const all = await Promise.all(Array.from({ length: 20 }, () => credentials.get()));
  expect(new Set(all.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(["ASIAOWN"]));
  expect(asked).toEqual(["GET /keys in /token"]);
  now += 54 * 60_000;
  await credentials.get();
  expect(asked).toHaveLength(1);
  now += 2 * 60_000;
  await credentials.get();
  expect(asked).toHaveLength(2);
});

test("the metadata service is asked with a session", async () => {
  expect(await own({ AWS_EC2_METADATA_SERVICE_ENDPOINT: `${url}/` }).get()).toMatchObject({ accessKeyId: "ASIAOWN" });
  expect(asked).toEqual([
    "PUT /latest/api/token",
    "GET /latest/meta-data/iam/security-credentials/ session",
    "GET /latest/meta-data/iam/security-credentials/Server session",
  ]);
});

test.each([
  [{ AWS_EC2_METADATA_DISABLED: "true" }, "no keys in the environment"],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/none` }, "answered HTTP 404 without credentials"],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://keys.example/" }, "an address that no SDK asks without TLS"],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/" }, "nor does anything answer at 127.0.0.1:1"],
])("without credentials it says what is missing, and asks again the next time: %p", async (environment, reason) => {
  const credentials = own(environment);
  for (const _ of [1, 2])
    await expect(credentials.get()).rejects.toThrow(`cannot get the AWS credentials of this server: `);
  await expect(credentials.get()).rejects.toThrow(reason);
});
