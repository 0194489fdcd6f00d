import { expect, test } from "bun:test";
import { ForgingProvider } from "../../../test/support/forging-provider.ts";
import { Secret } from "../../base/secret.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";
import { listIdentityRoles } from "./list-identity-roles.ts";
import { webIdentityMethods } from "./methods.ts";

const ACCOUNTING = "arn:aws:iam::222233334444:role/TeamAP";

/** What the roles API was sent, and what is listed when it gives that answer. */
async function listed(answer: unknown, { path = "/roles", status = 200, freshness = "cached" as const } = {}) {
  await using provider = new ForgingProvider();
  let sent = "";
  // The form's only name is the text of the body.
  const api = (form: URLSearchParams): Response => {
    sent = decodeURIComponent(form.toString().replace(/=$/, "").replaceAll("+", " "));
    return typeof answer === "string" ? new Response(answer, { status }) : Response.json(answer, { status });
  };
  provider.answers = { "/roles": api, "/api/roles": api };
  const source = { ...provider.source(), rolesUrl: provider.issuer + path };
  const token = provider.idToken();
  const outcome = await listIdentityRoles(source, signedIn(token), freshness).catch((error: unknown) => error as Error);
  return { outcome, sent, token: token.reveal(), keys: provider.keys, issuer: provider.issuer };
}

function signedIn(idToken: Secret): SignIn<"web-identity"> {
  const held = { grantType: "code", idToken, accessToken: new Secret("access") } as const;
  return {
    key: "k",
    kind: "web-identity",
    source: "yoyodyne",
    url: "u",
    renewable: false,
    held,
  };
}

test("roles are listed by account and name, with the aliases of their accounts", async () => {
  const roles = [
    "arn:aws:iam::555566667777:role/Data",
    "arn:aws:iam::333344445555:role/teams/TeamEngineering",
    ACCOUNTING,
    ACCOUNTING,
    "arn:aws-us-gov:iam::222233334444:role/Gov",
    "arn:aws:iam::222233334444:user/ana",
    "TeamAP\u001b[2J",
  ];
  const aliases = { "222233334444": ["accounting", "second"], "333344445555": [], "555566667777": ["555566667777"] };
  expect((await listed({ roles, aliases })).outcome).toEqual([
    {
      name: "222233334444/TeamAP",
      accountId: "222233334444",
      roleArn: "arn:aws:iam::222233334444:role/TeamAP",
      accountName: "accounting",
      description: "accounting",
    },
    {
      name: "333344445555/teams/TeamEngineering",
      accountId: "333344445555",
      roleArn: "arn:aws:iam::333344445555:role/teams/TeamEngineering",
    },
    { name: "555566667777/Data", accountId: "555566667777", roleArn: "arn:aws:iam::555566667777:role/Data" },
    {
      name: "arn:aws-us-gov:iam::222233334444:role/Gov",
      accountId: "222233334444",
      roleArn: "arn:aws-us-gov:iam::222233334444:role/Gov",
      accountName: "accounting",
      description: "accounting",
    },
  ]);
});

test("the API gets the token, the provider's keys, and whether it may answer from memory", async () => {
  const { sent, token, keys } = await listed({ roles: [] });
  expect(JSON.parse(sent)).toEqual({ token, key: { keys }, cache: true });
  const anew = await listed({ roles: [], aliases: null }, { freshness: "refresh" as never });
  expect(JSON.parse(anew.sent)).toMatchObject({ cache: false });
});

test.each(["/roles", "/roles/", "/", "/api", "/api/", "/api/roles"])(
  "an API written as %s is asked at its roles",
  async (path) => {
    expect((await listed({ roles: [ACCOUNTING] }, { path })).outcome).toHaveLength(1);
  },
);

const MASKED = "eyJhbGciOiJSUzI1NiI";

test.each([
  ["an error of the API", { error: "Invalid signature" }, 200, "configuration", "answered: Invalid signature"],
  ["an error of its gateway", { message: "Forbidden" }, 403, "configuration", "answered HTTP 403: Forbidden"],
  ["an error that repeats the token", { error: "TOKEN" }, 200, "configuration", "answered: [secret]"],
  ["too many requests", { message: "Too Many Requests" }, 429, "throttled", "answered HTTP 429: Too Many Requests"],
  ["trouble of its own", { message: "Internal" }, 500, "unreachable", "answered HTTP 500: Internal"],
  ["a page", "<html>Error</html>", 500, "unreachable", "answered HTTP 500"],
  ["a page in place of it", "<html>Airport</html>", 200, "unreachable", "answered something else than a list of roles"],
  ["nothing", null, 200, "unreachable", "answered something else than a list of roles"],
  ["roles that are no list", { roles: "x" }, 200, "unreachable", "answered something else than a list of roles"],
  ["too much", { roles: ["x".repeat(1_100_000)] }, 200, "unreachable", "answered with more than 1 MiB"],
  ["a redirect", "", 302, "configuration", "answered HTTP 302"],
])("%s is said, without the token", async (_, answer, status, code, message) => {
  await using provider = new ForgingProvider();
  const token = provider.idToken().reveal();
  const body = JSON.stringify(answer).replace("TOKEN", token);
  provider.answers = { "/roles": () => new Response(typeof answer === "string" ? answer : body, { status }) };
  const source = { ...provider.source(), rolesUrl: provider.issuer };
  const refused = listIdentityRoles(source, signedIn(new Secret(token)), "cached");
  const error = await refused.then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  expect(JSON.stringify([error?.message, error])).not.toContain(MASKED);
});

test.each([
  ["says that the token has expired", { error: "Signature has expired" }, 200],
  ["knows the token no longer", { message: "Unauthorized" }, 401],
])("an API that %s is asked again with a new sign-in", async (_, answer, status) => {
  expect((await listed(answer, { status })).outcome).toBeInstanceOf(SignInRefused);
});

test("a source without a roles API says so before anybody signs in", async () => {
  await using provider = new ForgingProvider();
  expect(() => webIdentityMethods.requireList?.(provider.source())).toThrow(
    'cannot list the roles of "yoyodyne": it has no roles API',
  );
});
