import { afterAll, expect } from "bun:test";
import { approve, setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { type Answer, judge, judged } from "./judge.ts";

const DEVICE_GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

const sandbox = startSandbox();
afterAll(() => sandbox.stop());

judged("AWS's models of Identity Center have no complaint about any answer", async () => {
  const answers = await signInAndOut();
  expect(answers.map(({ operation, status }) => [operation, status])).toEqual([
    ["RegisterClient", 200],
    ["StartDeviceAuthorization", 200],
    ["CreateToken", 200],
    ["CreateToken", 200],
    ["ListAccounts", 200],
    ["ListAccountRoles", 200],
    ["GetRoleCredentials", 200],
    ["Logout", 200],
  ]);
  expect(judge(answers)).toEqual(answers.map(() => []));
});

judged("AWS's parser reads every refusal of Identity Center, with its code and request id", async () => {
  const { answers, post, get } = recorder();
  const client = await post("RegisterClient", "/client/register", CLIENT);
  const device = await post("StartDeviceAuthorization", "/device_authorization", { ...client, startUrl });
  answers.length = 0;
  const token = { ...client, grantType: DEVICE_GRANT_TYPE, deviceCode: device.deviceCode };
  await post("CreateToken", "/token", token);
  await post("CreateToken", "/token", token);
  await post("CreateToken", "/token", token);
  await approve(sandbox.url, { answer: "deny" });
  await Bun.sleep(1000);
  await post("CreateToken", "/token", token);
  await post("CreateToken", "/token", { ...token, deviceCode: "x" });
  await post("CreateToken", "/token", { ...token, clientSecret: "x" });
  await post("CreateToken", "/token", { ...token, grantType: "x" });
  await post("RegisterClient", "/client/register", { ...CLIENT, clientType: "confidential" });
  await post("StartDeviceAuthorization", "/device_authorization", { ...client, startUrl: "https://example.com" });
  await get("ListAccounts", "/assignment/accounts", "x");
  await setFaults(sandbox.url, { throttle: 1, serverError: 1 });
  await get("ListAccounts", "/assignment/accounts", "x");
  await get("ListAccounts", "/assignment/accounts", "x");
  expect(answers.map(({ headers }) => headers["x-amzn-errortype"])).toEqual([
    "AuthorizationPendingException",
    "AuthorizationPendingException",
    "SlowDownException",
    "AccessDeniedException",
    "InvalidGrantException",
    "InvalidClientException",
    "UnsupportedGrantTypeException",
    "InvalidClientMetadataException",
    "InvalidRequestException",
    "UnauthorizedException",
    "InternalServerException",
    "TooManyRequestsException",
  ]);
  expect(judge(answers)).toEqual(answers.map(() => []));
});

judged("the judge notices what is missing, unknown or of the wrong type in JSON", async () => {
  const answers = await signInAndOut();
  const changed = (operation: string, from: RegExp, to: string): Answer => {
    const good = answers.find((answer) => answer.operation === operation)!;
    const body = good.body.replace(from, to);
    expect(body).not.toBe(good.body);
    return { ...good, body };
  };
  const complaints = judge([
    changed("CreateToken", /"expiresIn":\d+/, '"expiresIn":"3600"'),
    changed("RegisterClient", /\{/, '{"more":1,'),
    changed("ListAccounts", /"emailAddress":"[^"]*"/, '"emailAddress":""'),
    changed("GetRoleCredentials", /"expiration"/, '"expires"'),
  ]);
  expect(complaints).toEqual([
    ["CreateToken.expiresIn is str, not integer"],
    ["unknown member RegisterClient.more"],
    ["ListAccounts.accountList[].emailAddress has 0 characters"],
    ["unknown member GetRoleCredentials.roleCredentials.expires"],
  ]);
});

const CLIENT = { clientName: "judge", clientType: "public", scopes: ["sso:account:access"] };
const { startUrl } = sandbox;

/** One whole sign-in by the device grant, and what it opens; every answer as it came. */
async function signInAndOut(): Promise<Answer[]> {
  const { answers, post, get } = recorder();
  const client = await post("RegisterClient", "/client/register", CLIENT);
  const device = await post("StartDeviceAuthorization", "/device_authorization", { ...client, startUrl });
  await approve(sandbox.url, { userCode: String(device.userCode) });
  const grant = { ...client, grantType: DEVICE_GRANT_TYPE, deviceCode: device.deviceCode };
  const { refreshToken } = await post("CreateToken", "/token", grant);
  const renewal = { ...client, grantType: "refresh_token", refreshToken };
  const { accessToken } = await post("CreateToken", "/token", renewal);
  await get("ListAccounts", "/assignment/accounts?max_result=1", accessToken);
  await get("ListAccountRoles", "/assignment/roles?account_id=111122223333", accessToken);
  await get("GetRoleCredentials", "/federation/credentials?account_id=111122223333&role_name=ReadOnly", accessToken);
  await get("Logout", "/logout", accessToken, "POST");
  return answers;
}

type Json = Readonly<Record<string, unknown>>;

function recorder() {
  const answers: Answer[] = [];
  const send = async (service: string, operation: string, path: string, init: RequestInit): Promise<Json> => {
    const response = await fetch(sandbox.url + path, init);
    const body = await response.text();
    answers.push({ service, operation, status: response.status, headers: response.headers.toJSON(), body });
    return JSON.parse(body || "{}") as Json;
  };
  return {
    answers,
    post: (operation: string, path: string, body: object) =>
      send("sso-oidc", operation, path, { method: "POST", body: JSON.stringify(body) }),
    get: (operation: string, path: string, token: unknown, method = "GET") =>
      send("sso", operation, path, { method, headers: { "x-amz-sso_bearer_token": String(token) } }),
  };
}
