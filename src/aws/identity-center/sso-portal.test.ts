import { expect, test } from "bun:test";
import { Clock } from "../../base/clock.ts";
import { Secret } from "../../base/secret.ts";
import { portalEndpoint } from "./sso-endpoint.ts";
import { SsoPortal } from "./sso-portal.ts";

/** Calls the portal while `answer` is given to each request, and tells what was asked. */
async function against<T>(answer: (url: URL) => Response, use: (portal: SsoPortal) => Promise<T>) {
  const asked: { path: string; token: string | null; query: Record<string, string> }[] = [];
  await using server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const url = new URL(request.url);
      const token = request.headers.get("x-amz-sso_bearer_token");
      asked.push({ path: `${request.method} ${url.pathname}`, token, query: Object.fromEntries(url.searchParams) });
      return answer(url);
    },
  });
  const endpoint = portalEndpoint("eu-west-1", `http://127.0.0.1:${server.port}/`);
  const [outcome] = await Promise.allSettled([use(new SsoPortal(endpoint, new Secret("bearer"), new Clock()))]);
  return { outcome, asked };
}

function refusal(exception: string, status: number): Response {
  const headers = { "x-amzn-errortype": exception, "x-amzn-requestid": "7c1e" };
  return Response.json({ message: "said by AWS" }, { status, headers });
}

test("credentials of a role come with their end, which AWS gives in milliseconds", async () => {
  const keys = { accessKeyId: "ASIA", secretAccessKey: "s", sessionToken: "t", expiration: 1790000000123 };
  const { outcome, asked } = await against(
    () => Response.json({ roleCredentials: keys }),
    (portal) => portal.roleCredentials("111122223333", "Read Only+"),
  );
  expect(outcome).toMatchObject({ value: { accessKeyId: "ASIA", expiration: new Date(1790000000123) } });
  expect(asked).toEqual([
    {
      path: "GET /federation/credentials",
      token: "bearer",
      query: { account_id: "111122223333", role_name: "Read Only+" },
    },
  ]);
});

test("accounts are read page after page, a hundred at a time", async () => {
  const { outcome, asked } = await against(
    ({ searchParams }) =>
      searchParams.get("next_token")
        ? Response.json({ accountList: [{ accountId: "2", accountName: "Two" }] })
        : Response.json({ accountList: [{ accountId: "1", emailAddress: "one@example.com" }], nextToken: "more" }),
    async (portal) => {
      const first = await portal.accountsPage();
      return [first, await portal.accountsPage(first.nextToken)];
    },
  );
  expect(outcome).toMatchObject({
    value: [
      { accounts: [{ accountId: "1", emailAddress: "one@example.com" }], nextToken: "more" },
      { accounts: [{ accountId: "2", accountName: "Two" }] },
    ],
  });
  expect(asked.map(({ query }) => query)).toEqual([{ max_result: "100" }, { max_result: "100", next_token: "more" }]);
});

test("all pages of an account's roles are read", async () => {
  const { outcome } = await against(
    ({ searchParams }) =>
      Response.json({
        roleList: [{ roleName: `R${searchParams.get("next_token") ?? ""}`, accountId: "1" }],
        ...(!searchParams.has("next_token") && { nextToken: "2" }),
      }),
    (portal) => portal.accountRoles("1"),
  );
  expect(outcome).toMatchObject({ value: ["R", "R2"] });
});

test("signing out is one POST with the token", async () => {
  const { asked } = await against(
    () => new Response(null, { status: 200 }),
    (portal) => portal.logout(),
  );
  expect(asked).toEqual([{ path: "POST /logout", token: "bearer", query: {} }]);
});

test.each([
  ["UnauthorizedException", 401, "unauthorized"],
  ["ForbiddenException", 403, "forbidden"],
  ["ResourceNotFoundException", 404, "not-found"],
  ["InvalidRequestException", 400, "invalid-request"],
] as const)("%s is told by its status", async (exception, status, reason) => {
  const { outcome } = await against(
    () => refusal(exception, status),
    (portal) => portal.accountsPage(),
  );
  expect(outcome).toMatchObject({
    reason: {
      reason,
      answered: `${exception} (HTTP ${status})`,
      hints: ["for your administrator: AWS request id 7c1e"],
    },
  });
});

test("credentials without a secret key are not used", async () => {
  const { outcome } = await against(
    () => Response.json({ roleCredentials: { accessKeyId: "ASIA", sessionToken: "t", expiration: 1 } }),
    (portal) => portal.roleCredentials("111122223333", "Dev"),
  );
  expect(outcome).toMatchObject({ reason: { code: "unreachable" } });
});
