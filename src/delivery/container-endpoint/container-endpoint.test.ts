import { expect, jest, test } from "bun:test";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError, type ErrorCode } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { refuse } from "../../http/refusal.ts";
import { tokenHash } from "../../http/token.ts";
import { containerEndpoint } from "./container-endpoint.ts";

const CREDENTIALS: Credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: new Secret("s3cret"),
  sessionToken: new Secret("t0ken"),
  expiration: new Date("2030-01-02T03:04:05.678Z"),
};
const GRANT = { name: "staging" };

function endpointOf(supply: (grant: typeof GRANT) => Credentials | Promise<Credentials>) {
  const outcomes: unknown[] = [];
  const { admit } = containerEndpoint({
    grantFor: (hash) => (hash === tokenHash("Bearer good") ? GRANT : undefined),
    supply,
    outcome: {
      supplied: (grant) => outcomes.push(grant),
      failed: (_grant, error) => outcomes.push(error),
    },
  });
  const ask = async (authorization?: string) => {
    const request = new Request("http://127.0.0.1/credentials", authorization ? { headers: { authorization } } : {});
    const admitted = admit(request);
    return typeof admitted === "function" ? admitted() : refuse(admitted);
  };
  return { ask: () => ask("Bearer good"), askAs: ask, outcomes };
}

test("a program with the token of its grant gets the credentials", async () => {
  const response = await endpointOf(async () => CREDENTIALS).ask();
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    AccessKeyId: "ASIAEXAMPLE",
    SecretAccessKey: "s3cret",
    Token: "t0ken",
    Expiration: "2030-01-02T03:04:05Z",
  });
});

test("a token in the address is none: addresses are logged", () => {
  const { admit } = containerEndpoint({
    grantFor: () => GRANT,
    supply: () => CREDENTIALS,
    outcome: { supplied: () => {}, failed: () => {} },
  });
  for (const query of ["access_token=good", "access_token=Bearer%20good", "authorization=Bearer%20good"]) {
    expect(admit(new Request(`http://127.0.0.1/credentials?${query}`))).toMatchObject({ code: "MissingToken" });
  }
});

test("credentials already held are returned synchronously", () => {
  let heard = 0;
  const { admit } = containerEndpoint({
    grantFor: () => GRANT,
    supply: () => CREDENTIALS,
    outcome: { supplied: () => heard++, failed: () => {} },
  });
  const request = new Request("http://127.0.0.1/credentials", { headers: { authorization: "Bearer good" } });
  const answer = admit(request);
  expect(heard).toBe(0);
  expect(typeof answer === "function" && answer()).toBeInstanceOf(Response);
  expect(heard).toBe(1);
});

test("what is done to one answer does not show in the next", async () => {
  const { ask } = endpointOf(() => CREDENTIALS);
  for (const mark of ["first", "second", "third"]) {
    const response = await ask();
    expect(response.headers.get("connection")).toBeNull();
    response.headers.set("connection", mark);
    expect(await response.json()).toMatchObject({ AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "s3cret" });
  }
});

test("new credentials of the same grant are seen at once", async () => {
  const sets = [CREDENTIALS, { ...CREDENTIALS, accessKeyId: "ASIANEXT" }];
  const { ask } = endpointOf(async () => sets.shift()!);
  await ask();
  expect(await (await ask()).json()).toMatchObject({ AccessKeyId: "ASIANEXT" });
});

test("keys without an end get one, an hour from each answer", async () => {
  const keys: Credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("s3cret") };
  const { ask } = endpointOf(async () => keys);
  jest.useFakeTimers({ now: new Date("2030-01-01T00:00:00Z") });
  try {
    expect(await (await ask()).json()).toMatchObject({ Token: "", Expiration: "2030-01-01T01:00:00Z" });
    jest.setSystemTime(new Date("2030-01-01T00:50:00Z"));
    expect(await (await ask()).json()).toMatchObject({ Expiration: "2030-01-01T01:50:00Z" });
  } finally {
    jest.useRealTimers();
  }
});

test.each([
  [undefined, 400],
  ["good", 401],
  ["Bearer", 401],
  ["bearer good", 401],
  ["Bearer good, Bearer good", 401],
  ["Bearer good2", 401],
])("the authorization %p gets status %d and no credentials", async (authorization, status) => {
  let supplied = 0;
  const { askAs } = endpointOf(async () => {
    supplied++;
    return CREDENTIALS;
  });
  expect((await askAs(authorization)).status).toBe(status);
  expect(supplied).toBe(0);
});

test("requests at the same time share one supply of the grant", async () => {
  let supplied = 0;
  const { ask, outcomes } = endpointOf(async () => {
    supplied++;
    await Promise.resolve();
    return CREDENTIALS;
  });
  const statuses = (await Promise.all([ask(), ask(), ask()])).map((response) => response.status);
  expect(statuses).toEqual([200, 200, 200]);
  expect(supplied).toBe(1);
  expect(outcomes).toEqual([GRANT]);
});

test("a slow supply is answered within a second, and continues for the next request", async () => {
  const slow = Promise.withResolvers<Credentials>();
  let supplied = 0;
  const { ask, outcomes } = endpointOf(() => {
    supplied++;
    return slow.promise;
  });
  jest.useFakeTimers();
  try {
    const first = ask();
    jest.advanceTimersByTime(899);
    expect(await Promise.race([first, Promise.resolve("still waiting")])).toBe("still waiting");
    jest.advanceTimersByTime(1);
    expect((await first).status).toBe(503);
  } finally {
    jest.useRealTimers();
  }
  const second = ask();
  slow.resolve(CREDENTIALS);
  expect((await second).status).toBe(200);
  expect(supplied).toBe(1);
  expect(outcomes).toEqual([GRANT]);
});

test("a supply that fails after the answer is still reported", async () => {
  const slow = Promise.withResolvers<Credentials>();
  const { ask, outcomes } = endpointOf(() => slow.promise);
  jest.useFakeTimers();
  try {
    const answer = ask();
    jest.advanceTimersByTime(900);
    await answer;
  } finally {
    jest.useRealTimers();
  }
  const failure = new ActasError("unreachable", "cannot reach STS: no route to host");
  slow.reject(failure);
  await slow.promise.catch(() => {});
  expect(outcomes).toEqual([failure]);
});

test.each<[ErrorCode, number]>([
  ["sign-in-required", 401],
  ["mfa-required", 401],
  ["access-denied", 403],
  ["profile-not-found", 404],
  ["throttled", 429],
  ["unreachable", 503],
  ["system", 500],
])("the failure %s has status %d and says what to do", async (code, status) => {
  const failure = new ActasError(code, 'cannot get credentials for "staging": it ended', {
    hints: ["run `actas login corp`"],
  });
  const { ask, outcomes } = endpointOf(() => Promise.reject(failure));
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    Code: expect.stringMatching(/^[A-Z]\w+$/),
    Message: 'cannot get credentials for "staging": it ended; run `actas login corp`',
  });
  expect(outcomes).toEqual([failure]);
});

test("after a failure the next request is supplied anew", async () => {
  const answers = [Promise.reject(new ActasError("mfa-required", "cannot ask")), Promise.resolve(CREDENTIALS)];
  const { ask } = endpointOf(() => answers.shift()!);
  expect((await ask()).status).toBe(401);
  expect((await ask()).status).toBe(200);
});

test("an unexpected error is not disclosed to the program", async () => {
  const { ask } = endpointOf(() => Promise.reject(new Error("s3cret")));
  const response = await ask();
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("s3cret");
});
