import { afterEach, expect, test } from "bun:test";
import type { IamAsker } from "../../../src/aws/iam/iam-asker.ts";
import { Iam } from "../../../src/aws/iam.ts";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { judgeRole } from "../../../src/iam-policies/judge-role.ts";
import { permissionsFrom } from "../../../src/iam-policies/permissions.ts";
import { readUserPolicies } from "../../../src/requests/read-user-policies.ts";

const ROLE = "arn:aws:iam::111122223333:role/Admin";
const USER = { arn: "arn:aws:iam::111122223333:user/ana", accountId: "111122223333", userId: "A", userName: "ana" };
const KEYS = { accessKeyId: "AKIASANDBOXANA000001", secretAccessKey: new Secret("made up") };
const ALLOW_ALL = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const END = "<IsTruncated>false</IsTruncated>";

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

/** What this server answers to each action; a user without policies otherwise. */
type Answers = Readonly<Record<string, (call: number) => string>>;

function asking(answers: Answers): IamAsker & { readonly count: () => number } {
  let calls = 0;
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      calls++;
      const action = new URLSearchParams(await request.text()).get("Action") ?? "";
      const body = answers[action]?.(calls) ?? END;
      const xml = `<${action}Response><${action}Result>${body}</${action}Result></${action}Response>`;
      return new Response(xml, { headers: { "content-type": "text/xml" } });
    },
  });
  const iam = new Iam(new Clock());
  const location = { region: "eu-west-1", endpointUrl: server.url.origin };
  return { ask: (call, send) => iam.ask(location, KEYS, call, send), count: () => calls };
}

/** The user has one policy with this document. */
function withDocument(document: string): Answers {
  return {
    ListUserPolicies: () => `<PolicyNames><member>odd</member></PolicyNames>${END}`,
    GetUserPolicy: () =>
      `<PolicyDocument>${document.replaceAll("&", "&#38;").replaceAll("<", "&#60;")}</PolicyDocument>`,
  };
}

async function judged(answers: Answers) {
  const { policies } = await readUserPolicies(asking(answers), "ana");
  return judgeRole(ROLE, USER, permissionsFrom(policies));
}

test("a policy that can be read is judged", async () => {
  expect(await judged(withDocument(encodeURIComponent(JSON.stringify(ALLOW_ALL))))).toMatchObject({
    answer: "allowed",
  });
});

for (const [what, document] of [
  ["cut off", '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}'],
  ["badly encoded", "%7B%E0%A4%A"],
  ["encoded twice", encodeURIComponent(encodeURIComponent(JSON.stringify(ALLOW_ALL)))],
  ["nested 100,000 deep", "[".repeat(100_000)],
  ["longer than 128 KiB", `${" ".repeat(132_000)}${JSON.stringify(ALLOW_ALL)}`],
  ["a list", JSON.stringify([ALLOW_ALL])],
  ["of a version to come", JSON.stringify({ ...ALLOW_ALL, Version: "2030-01-01" })],
  [
    "for a prototype",
    '{"__proto__":{"Statement":[]},"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  ],
  [
    "with an element to come",
    JSON.stringify({ ...ALLOW_ALL, Statement: { ...ALLOW_ALL.Statement, Unless: "Friday" } }),
  ],
] as const) {
  test(`a document that is ${what} makes no role allowed`, async () => {
    const { answer, dependsOn } = await judged(withDocument(document));
    expect(answer).toBe("depends");
    expect(dependsOn).toEqual([expect.stringContaining("policy odd of user ana (not known: ")]);
  });
}

test("a list without an end is given up", async () => {
  const endless = asking({
    ListGroupsForUser: () => "<Groups></Groups><IsTruncated>true</IsTruncated><Marker>again</Marker>",
  });
  await expect(readUserPolicies(endless, "ana")).rejects.toThrow("a list has more than 100 pages");
});

test("a list of more policies than a user can have is given up before they are read", async () => {
  const names = Array.from({ length: 2_000 }, (_, number) => `<member>p${number}</member>`).join("");
  const crowded = asking({ ListUserPolicies: () => `<PolicyNames>${names}</PolicyNames>${END}` });
  await expect(readUserPolicies(crowded, "ana")).rejects.toThrow("more than 1000 policies and groups");
  expect(crowded.count()).toBeLessThan(10);
});

test("an answer that lacks the document is an error, not a policy that allows nothing", async () => {
  const empty = asking({ ...withDocument(""), GetUserPolicy: () => "" });
  await expect(readUserPolicies(empty, "ana")).rejects.toThrow("it lacks what was asked for");
});
