import { expect, test } from "bun:test";
import { ForgingProvider } from "../../../test/support/forging-provider.ts";
import { personWith } from "../../../test/support/scripted-identity-center.ts";
import { Clock } from "../../base/clock.ts";
import { Secret } from "../../base/secret.ts";
import type { SignInTools } from "../sign-in-methods.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import { type SignIn, SignIns } from "../sign-ins.ts";
import { renew, signIn, signOut } from "./sign-in.ts";

function toolsFor(provider: ForgingProvider): SignInTools & { readonly conversation: ReturnType<typeof personWith> } {
  return { conversation: personWith((url) => provider.authorize(url)), clock: new Clock(), signIns: new SignIns() };
}

function signInTo(provider: ForgingProvider): Promise<SignIn<"web-identity">> {
  return signIn(provider.source(), "code", toolsFor(provider));
}

test("signing in with a browser asks for openid with PKCE and a nonce, and holds the ID token", async () => {
  await using provider = new ForgingProvider();
  const tools = toolsFor(provider);
  const held = await signIn(provider.source({ scopes: ["openid", "email"] }), "code", tools);
  const page = new URL(tools.conversation.pages[0]?.authorizationUrl ?? "");
  expect(Object.fromEntries(page.searchParams)).toEqual({
    client_id: "client",
    response_type: "code",
    scope: "openid email",
    redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/oauth2callback$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
  expect(Object.fromEntries(provider.asked[0] ?? [])).toEqual({
    grant_type: "authorization_code",
    code: "the-code",
    client_id: "client",
    code_verifier: expect.stringMatching(/^[\w-]{86}$/),
    redirect_uri: `${page.searchParams.get("redirect_uri")}`,
  });
  expect(held).toMatchObject({ kind: "web-identity", source: "yoyodyne", person: "auth|ana", renewable: true });
  expect(held.held.idToken.reveal()).toBe(provider.sent);
});

test.each([
  ["https://gateway.example:8443", ['the ID token of "yoyodyne" goes to gateway.example:8443 in place of AWS\'s STS']],
  ["https://sts.eu-west-1.amazonaws.com.evil.example", [expect.stringContaining("sts.eu-west-1.amazonaws.com.evil")]],
  ["http://127.0.0.1:4566", []],
  ["https://vpce-1.sts.eu-west-1.vpce.amazonaws.com", []],
  [undefined, []],
])("where the token goes to %s, the sign-in says whether that is elsewhere than AWS", async (stsEndpoint, said) => {
  await using provider = new ForgingProvider();
  const tools = toolsFor(provider);
  await signIn(provider.source({ ...(stsEndpoint && { stsEndpoint }) }), "code", tools);
  expect(tools.conversation.heard.map((one) => one.split(", ")[0])).toEqual(said);
});

test("the redirect goes to the host, the path and the first free port that the source names", async () => {
  await using provider = new ForgingProvider();
  const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const free = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const ports = [taken.port ?? 0, free.port ?? 0];
  await free.stop(true);
  const tools = toolsFor(provider);
  const redirect = { redirectHost: "localhost", redirectPath: "/redirect_uri", ports } as const;
  await signIn(provider.source(redirect), "code", tools);
  await taken.stop(true);
  expect(provider.asked[0]?.get("redirect_uri")).toBe(`http://localhost:${ports[1]}/redirect_uri`);
});

test("an ID token is used until five minutes before its end, a short one until a fifth of its life is left", async () => {
  await using provider = new ForgingProvider();
  const lasts = async (seconds: number): Promise<number> => {
    const iat = Math.floor(Date.now() / 1000);
    provider.forge = (draft) => ({ ...draft, claims: { ...draft.claims, iat, exp: iat + seconds } });
    const { expiration } = await signInTo(provider);
    return (expiration?.getTime() ?? 0) / 1000 - iat;
  };
  expect(await lasts(3600)).toBe(3300);
  expect(await lasts(300)).toBe(240);
  // AWS takes no token that is older than a day.
  expect(await lasts(100 * 3600)).toBe(86_400 - 300);
});

test("a provider without a device grant says so, and the other grant is named", async () => {
  await using provider = new ForgingProvider();
  provider.document = { device_authorization_endpoint: undefined };
  const refused = signIn(provider.source(), "device", toolsFor(provider));
  await expect(refused).rejects.toMatchObject({
    message: 'cannot sign in to "yoyodyne": the provider has no device grant',
    hints: ["run `actas login --grant code yoyodyne`"],
  });
});

test("a renewal takes an ID token without a nonce, and keeps a refresh token that was not replaced", async () => {
  await using provider = new ForgingProvider();
  const first = await signInTo(provider);
  provider.tokens = { refresh_token: undefined };
  const next = await renew(provider.source(), first, toolsFor(provider));
  expect(next.held.refreshToken?.reveal()).toBe("refresh");
  provider.tokens = { refresh_token: "rotated" };
  const last = await renew(provider.source(), next, toolsFor(provider));
  expect(last.held.refreshToken?.reveal()).toBe("rotated");
  expect(Object.fromEntries(provider.asked[1] ?? [])).toEqual({
    ...{ grant_type: "refresh_token", refresh_token: "refresh", client_id: "client" },
  });
});

test.each([
  ["its refresh token has ended", Response.json({ error: "invalid_grant" }, { status: 400 })],
  ["it brings access tokens alone", { access_token: "access", token_type: "bearer" }],
])("a sign-in is over when %s", async (_, answer) => {
  await using provider = new ForgingProvider();
  const first = await signInTo(provider);
  provider.answers = { "/token": () => answer };
  await expect(renew(provider.source(), first, toolsFor(provider))).rejects.toBeInstanceOf(SignInRefused);
});

test("signing out revokes both tokens, and says where the provider cannot be told", async () => {
  await using provider = new ForgingProvider();
  const held = await signInTo(provider);
  provider.asked.length = 0;
  expect(await signOut(provider.source(), held, toolsFor(provider))).toBe("revoked");
  expect(provider.asked.map((form) => form.get("token"))).toEqual(["refresh", "access"]);
  provider.document = { revocation_endpoint: undefined };
  expect(await signOut(provider.source(), held, toolsFor(provider))).toBe("forgotten");
});

test("a confidential client sends its secret as the provider wants it, and nowhere else", async () => {
  await using provider = new ForgingProvider();
  provider.document = { token_endpoint_auth_methods_supported: ["client_secret_post"] };
  await signIn(provider.source({ clientSecret: new Secret("s3cret") }), "code", toolsFor(provider));
  expect(provider.asked[0]?.get("client_secret")).toBe("s3cret");
  provider.document = {};
  await signIn(provider.source({ clientSecretCommand: "echo s3cret" }), "code", toolsFor(provider));
  expect(provider.asked[1]?.has("client_secret")).toBe(false);
});

test("a provider that is not reached is named by its address, and nothing is opened", async () => {
  await using provider = new ForgingProvider();
  const tools = toolsFor(provider);
  const source = provider.source({ url: "http://127.0.0.1:1/.well-known/openid-configuration" });
  const error = await signIn(source, "code", tools).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "unreachable", message: expect.stringContaining("http://127.0.0.1:1") });
  expect(tools.conversation.pages).toEqual([]);
});
