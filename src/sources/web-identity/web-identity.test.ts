import { expect, test } from "bun:test";
import { ForgingProvider } from "../../../test/support/forging-provider.ts";
import { personWith } from "../../../test/support/scripted-identity-center.ts";
import type { WebIdentityInput } from "../../aws/sts.ts";
import { WebIdentityRefusal } from "../../aws/web-identity/web-identity-refusal.ts";
import { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { CredentialCache } from "../../cache/credential-cache.ts";
import { SingleFlight } from "../../conversation/single-flight.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import type { RoleHop } from "../../targets/role-hops.ts";
import { SignIns } from "../sign-ins.ts";
import type { SourceTools } from "../source.ts";
import { webIdentity } from "./web-identity.ts";

const STS = { region: "eu-west-1", scope: "regional" } as const;
const ROLE = "arn:aws:iam::111122223333:role/Dev";
const NEXT = "arn:aws:iam::111122223333:role/Next";
const KEYS: Credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: new Secret("x"),
  sessionToken: new Secret("y"),
  expiration: new Date(Date.now() + 3_600_000),
};

const expired = (): Error => new WebIdentityRefusal("expired", "cannot assume: the token has expired", []);

/** A user at a provider, and an STS that fails in turn with each of these, then answers. */
function world(provider: ForgingProvider, left: Error[] = []) {
  const asked: WebIdentityInput[] = [];
  const sts = {
    assumeRoleWithWebIdentity: async (_: unknown, input: WebIdentityInput) => {
      asked.push(input);
      const failure = left.shift();
      if (failure) throw failure;
      return KEYS;
    },
  };
  const conversation = personWith((url) => provider.authorize(url));
  const clock = new Clock();
  const request = { freshness: "cached", interaction: "allowed", environment: {} };
  const parts = { cache: new CredentialCache(clock.now), flights: new SingleFlight(), signIns: new SignIns() };
  const tools = { sts, conversation, clock, request, ...parts } as unknown as SourceTools;
  const get = (more: object = {}, others: readonly RoleHop[] = []) => {
    const hop: RoleHop = { roleArn: ROLE, durationSeconds: 43_200, longest: true, sts: STS, ...more };
    const source = { kind: "web-identity", source: provider.source(), role: ROLE, sts: STS } as const;
    const target = { name: `yoyodyne:${ROLE}`, source, chain: [hop, ...others], endpointVariables: {}, notices: [] };
    return webIdentity(target as ResolvedTarget<"web-identity">, tools);
  };
  return { asked, get, pages: conversation.pages };
}

test("one sign-in serves all roles, and each is asked for with the token, as long as it may last", async () => {
  await using provider = new ForgingProvider();
  const { asked, get, pages } = world(provider);
  expect((await get()).credentials.accessKeyId).toBe("ASIAEXAMPLE");
  await get({ roleArn: NEXT, longest: undefined, durationSeconds: 900 });
  expect(asked.map(({ roleArn, durationSeconds }) => [roleArn, durationSeconds])).toEqual([
    [ROLE, "max"],
    [NEXT, 900],
  ]);
  expect(asked.every(({ token }) => token.reveal() === provider.sent)).toBe(true);
  expect(pages.length).toBe(1);
});

test.each([
  ["the e-mail address", { email: "ana@example.com" }, "ana@example.com"],
  ["the end of the subject", {}, "ana"],
  ["what AWS allows of it", { email: "ana müller@example.com" }, "ana-m-ller@example.com"],
])("CloudTrail is told %s", async (_, claims, name) => {
  await using provider = new ForgingProvider();
  provider.forge = (draft) => ({ ...draft, claims: { ...draft.claims, ...claims } });
  const { asked, get } = world(provider);
  await get();
  await get({ roleSessionName: "mine" });
  expect(asked.map(({ roleSessionName }) => roleSessionName)).toEqual([name, "mine"]);
});

test("a token that AWS takes for expired is renewed without a browser, else the user signs in anew, once", async () => {
  await using provider = new ForgingProvider();
  const failures: Error[] = [];
  const { asked, get, pages } = world(provider, failures);
  await get();
  expect([asked.length, pages.length]).toEqual([1, 1]);
  failures.push(expired());
  await get({ roleArn: NEXT });
  expect([asked.length, pages.length]).toEqual([3, 1]);
  // A sign-in that was just made, and is refused again.
  const other = world(provider, [expired(), expired()]);
  await expect(other.get()).rejects.toThrow("it refuses the sign-in that was just made");
  expect([other.asked.length, other.pages.length]).toEqual([1, 1]);
});

test("the roles that follow are left to be assumed with the first one's credentials", async () => {
  await using provider = new ForgingProvider();
  const next: RoleHop = { roleArn: NEXT, durationSeconds: 3600, sts: STS };
  const { asked, get } = world(provider);
  expect(await get({}, [next])).toEqual({ credentials: KEYS, remaining: [next] });
  expect(await get({}, [next])).toEqual({ credentials: KEYS, remaining: [next] });
  // The second time it is held.
  expect(asked.length).toBe(1);
});

test("what AWS refuses is no reason to sign in again", async () => {
  await using provider = new ForgingProvider();
  const { get, pages } = world(provider, [new ActasError("access-denied", "cannot assume: not for you")]);
  await expect(get()).rejects.toThrow("cannot assume: not for you");
  expect(pages.length).toBe(1);
});

test("a token is not sent to another STS than the one that was known when it was asked for", async () => {
  await using provider = new ForgingProvider();
  const { asked, get } = world(provider);
  const refused = get({ sts: { ...STS, endpointUrl: "https://sts.evil.example" } });
  await expect(refused).rejects.toThrow('the token of "yoyodyne" is for another STS than that of the profile');
  expect(asked).toEqual([]);
});
