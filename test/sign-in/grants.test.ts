import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../src/base/clock.ts";
import { ActasError } from "../../src/base/errors.ts";
import { Secret } from "../../src/base/secret.ts";
import { CannotAsk, type Conversation } from "../../src/conversation/conversation.ts";
import type { Question } from "../../src/conversation/question.ts";
import type { CredentialServerDefinition } from "../../src/source-files/kinds/credential-server.ts";
import { renew, signIn, signOut } from "../../src/sources/credential-server/sign-in.ts";
import { SignInRefused } from "../../src/sources/sign-in-methods.ts";
import { type SignIn, SignIns } from "../../src/sources/sign-ins.ts";
import { startAuthorizationServer } from "../support/authorization-server.ts";
import { Browser } from "../support/browser.ts";
import { conversationWith } from "../support/conversation-with.ts";
import { sourceAt } from "../support/source-at.ts";

const server = await startAuthorizationServer();
afterAll(() => server.stop());

const folder = mkdtempSync(join(tmpdir(), "actas-grants-"));
afterAll(() => rmSync(folder, { recursive: true }));

const clock = new Clock();

const source = (oauth: Partial<CredentialServerDefinition["oauth"]> = {}) => sourceAt(server.issuer, oauth);

function person(atPage: (page: Question<"sign-in">) => unknown): Conversation {
  return conversationWith({
    "sign-in": async (page, signal) => {
      await atPage(page);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
}

type Shown = Awaited<ReturnType<Browser["visit"]>>;

/** Goes where the page leads, and keeps what the browser shows in the end. */
function visitor(): { conversation: Conversation; shown: Promise<Shown> } {
  const shown = Promise.withResolvers<Shown>();
  return { conversation: person(({ url }) => shown.resolve(new Browser().visit(url))), shown: shown.promise };
}

/** Types the code on another device, sees it once more, and agrees. */
async function approve({ url, userCode }: Question<"sign-in">): Promise<void> {
  const browser = new Browser();
  const hidden = (page: string): Record<string, string> =>
    Object.fromEntries([...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
  const start = await browser.visit(url);
  const action = new URL("/device", url).href;
  expect(start.text + url).not.toContain(userCode!);
  const confirm = await browser.submit(action, { ...hidden(start.text), user_code: userCode! });
  expect(confirm.text).toContain(userCode!);
  await browser.submit(action, { ...hidden(confirm.text), confirm: "yes" });
}

/** Whether the server still takes an access token. */
async function isGood({ held: { accessToken } }: SignIn): Promise<boolean> {
  const headers = { authorization: `Bearer ${accessToken.reveal()}` };
  return (await fetch(`${server.issuer}/me`, { headers })).ok;
}

const nobody = person(() => Promise.reject(new CannotAsk("there is no terminal")));

test("a browser that goes to the short URL signs in, and its page says so", async () => {
  const { conversation, shown } = visitor();
  const signedIn = await signIn(source(), "code", { clock, conversation, signIns: new SignIns() });
  expect(await shown).toMatchObject({ status: 200 });
  expect((await shown).text).toContain("Signed in to contoso");
  expect(signedIn).toMatchObject({ source: "contoso", url: source().url, held: { grantType: "code" } });
  expect(await isGood(signedIn)).toBe(true);
  const minutes = (signedIn.expiration!.getTime() - clock.now()) / 60_000;
  expect(minutes).toBeGreaterThan(59);
  expect(minutes).toBeLessThanOrEqual(60);
});

test("localhost serves where the server knows us by that name", async () => {
  const codeGrant = { authorizationEndpoint: `${server.issuer}/auth`, redirectHost: "localhost" } as const;
  const { conversation, shown } = visitor();
  expect(
    await isGood(await signIn(source({ codeGrant }), "code", { clock, conversation, signIns: new SignIns() })),
  ).toBe(true);
  expect((await shown).url).toStartWith("http://localhost:");
});

test("a confidential client signs in, renews and signs out with its secret", async () => {
  const team = source({ clientId: "team", clientSecret: new Secret("s3cr:t%") });
  const { conversation } = visitor();
  const signedIn = await signIn(team, "code", { clock, conversation, signIns: new SignIns() });
  const renewed = await renew(team, signedIn, { clock, conversation, signIns: new SignIns() });
  expect(await isGood(renewed)).toBe(true);
  expect(await signOut(team, renewed, { conversation: nobody })).toBe("revoked");
});

test("a command may print the client secret, each time it is needed", async () => {
  const asked = join(folder, "asked");
  const team = source({ clientId: "team", clientSecretCommand: `echo >>'${asked}'; echo 's3cr:t%'` });
  const { conversation } = visitor();
  const signedIn = await signIn(team, "code", { clock, conversation, signIns: new SignIns() });
  const renewed = await renew(team, signedIn, { clock, conversation, signIns: new SignIns() });
  expect(await isGood(renewed)).toBe(true);
  expect(await signOut(team, renewed, { conversation: nobody })).toBe("revoked");
  expect(await Bun.file(asked).text()).toBe("\n\n\n");
});

test("such a command runs where the sign-in is asked for", async () => {
  await Bun.write(join(folder, "secret.sh"), 'echo "$CLIENT_SECRET"');
  const team = source({ clientId: "team", clientSecretCommand: "sh ./secret.sh" });
  const { conversation } = visitor();
  const { PATH = "" } = process.env;
  const surroundings = async () => ({ directory: folder, environment: { PATH, CLIENT_SECRET: "s3cr:t%" } });
  const here = { clock, conversation: { ...conversation, surroundings }, signIns: new SignIns() };
  expect(await isGood(await signIn(team, "code", here))).toBe(true);
  const elsewhere = {
    ...here,
    conversation: { ...conversation, surroundings: async () => ({ directory: "/", environment: {} }) },
  };
  expect(signIn(team, "code", elsewhere)).rejects.toThrow("cannot get the OAuth client secret");
});

test.each([
  ["fails", "echo s3cr:t%; echo s3cr:t% >&2; exit 3", "it ended with status 3"],
  ["prints nothing", "echo", "it printed nothing"],
])("a command for the client secret that %s is named, and what it printed is not", async (_, command, reason) => {
  const team = source({ clientId: "team", clientSecretCommand: command });
  const error = await signIn(team, "code", { clock, conversation: nobody, signIns: new SignIns() }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({
    message: `cannot get the OAuth client secret of "contoso" from its command: ${reason}`,
    hints: ["run `client_secret_command` of contoso.json by hand; it must work without a terminal"],
  });
});

test("a wrong client secret is said to be that, on the page as well", async () => {
  const team = source({ clientId: "team", clientSecret: new Secret("wr0ng") });
  const { conversation, shown } = visitor();
  const error = await signIn(team, "code", { clock, conversation, signIns: new SignIns() }).catch(
    (thrown: unknown) => thrown,
  );
  expect((error as ActasError).message).toBe(
    'cannot sign in to "contoso": the authorization server answered invalid_client',
  );
  expect((await shown).status).toBe(400);
  expect((await shown).text).toContain("Not signed in to contoso");
  expect((await shown).text).not.toContain("wr0ng");
});

test("a code entered on another device signs in", async () => {
  const signedIn = await signIn(source(), "device", { clock, conversation: person(approve), signIns: new SignIns() });
  expect(signedIn.held.grantType).toBe("device");
  expect(await isGood(signedIn)).toBe(true);
  expect(await signOut(source(), signedIn, { conversation: nobody })).toBe("revoked");
  expect(await isGood(signedIn)).toBe(false);
}, 20_000);

test("a sign-in is renewed, also when the server granted less than was asked for", async () => {
  const { conversation } = visitor();
  const wide = source({ scopes: ["openid", "unheard-of"] });
  const signedIn = await signIn(wide, "code", { clock, conversation, signIns: new SignIns() });
  const renewed = await renew(wide, signedIn, { clock, conversation, signIns: new SignIns() });
  expect(await isGood(renewed)).toBe(true);
  expect(renewed.held.accessToken.reveal()).not.toBe(signedIn.held.accessToken.reveal());
  expect(renewed.key).toBe(signedIn.key);
});

test("signing out revokes what was given, and nothing can be renewed then", async () => {
  const { conversation } = visitor();
  const signedIn = await signIn(source(), "code", { clock, conversation, signIns: new SignIns() });
  expect(await signOut(source(), signedIn, { conversation: nobody })).toBe("revoked");
  expect(await isGood(signedIn)).toBe(false);
  expect(renew(source(), signedIn, { clock, conversation, signIns: new SignIns() })).rejects.toBeInstanceOf(
    SignInRefused,
  );
});

test("signing out where nothing can be revoked, or no server answers, says so", async () => {
  const { conversation } = visitor();
  const signedIn = await signIn(source(), "code", { clock, conversation, signIns: new SignIns() });
  const { revocationEndpoint: _, ...oauth } = source().oauth;
  expect(await signOut({ ...source(), oauth }, signedIn, { conversation: nobody })).toBe("forgotten");
  expect(await signOut(source({ revocationEndpoint: "http://127.0.0.1:1/" }), signedIn, { conversation: nobody })).toBe(
    "forgotten",
  );
});

test.each(["code", "device"] as const)("the %s grant ends when no user can be shown the page", async (grantType) => {
  expect(signIn(source(), grantType, { clock, conversation: nobody, signIns: new SignIns() })).rejects.toBeInstanceOf(
    CannotAsk,
  );
});

test("a sign-in that is cancelled closes its port", async () => {
  const pages: Question<"sign-in">[] = [];
  const cancelled = new ActasError("cancelled", "cannot sign in: cancelled");
  const conversation = person((page) => {
    pages.push(page);
    throw cancelled;
  });
  expect(
    await signIn(source(), "code", { clock, conversation, signIns: new SignIns() }).catch((thrown: unknown) => thrown),
  ).toBe(cancelled);
  expect(fetch(pages[0]!.url)).rejects.toThrow();
});

test("a grant that the source does not have is named, with the one it has", async () => {
  const { deviceGrant: _, ...oauth } = source().oauth;
  const error = await signIn({ ...source(), oauth }, "device", {
    clock,
    conversation: nobody,
    signIns: new SignIns(),
  }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "configuration", hints: ["run `actas login --grant code contoso`"] });
});
