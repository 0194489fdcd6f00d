import { afterAll, expect, test } from "bun:test";
import { Clock } from "../../src/base/clock.ts";
import type { Conversation, SignInPage } from "../../src/base/conversation.ts";
import type { CredentialServerDefinition } from "../../src/source-files/source-definition.ts";
import { renew, signIn, signOut } from "../../src/sources/credential-server/sign-in.ts";
import { startAuthorizationServer } from "../support/authorization-server.ts";
import { Browser } from "../support/browser.ts";

const server = await startAuthorizationServer();
afterAll(() => server.stop());

const clock = new Clock();

function source(oauth: Partial<CredentialServerDefinition["oauth"]> = {}): CredentialServerDefinition {
  return {
    kind: "credential-server",
    id: "contoso",
    url: "http://127.0.0.1:1/",
    defaultGrant: "code",
    origin: "contoso.json",
    oauth: {
      clientId: "actas",
      scopes: ["openid", "profile"],
      tokenEndpoint: `${server.issuer}/token`,
      revocationEndpoint: `${server.issuer}/token/revocation`,
      codeGrant: { authorizationEndpoint: `${server.issuer}/auth`, redirectHost: "127.0.0.1" },
      deviceGrant: { deviceAuthorizationEndpoint: `${server.issuer}/device/auth` },
      ...oauth,
    },
  };
}

function person(atPage: (page: SignInPage) => unknown): Conversation {
  return {
    ask: () => Promise.reject(new Error("nobody asked for a code")),
    openPage: async (page, signal) => {
      await atPage(page);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
    waiting: () => {},
    tell: () => {},
  };
}

/** Goes where the page leads, and keeps what the browser shows in the end. */
function visitor(): { conversation: Conversation; shown: Promise<{ status: number; text: string }> } {
  const shown = Promise.withResolvers<{ status: number; text: string }>();
  return { conversation: person(({ url }) => shown.resolve(new Browser().visit(url))), shown: shown.promise };
}

/** Enters the code on another device: compares it, and agrees. */
async function approve({ url, userCode }: SignInPage): Promise<void> {
  const browser = new Browser();
  const hidden = (page: string): Record<string, string> =>
    Object.fromEntries([...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
  const start = await browser.visit(url);
  const action = new URL("/device", url).href;
  const confirm = await browser.submit(action, hidden(start.text));
  expect(confirm.text).toContain(userCode!);
  await browser.submit(action, { ...hidden(confirm.text), confirm: "yes" });
}

test("code", async () => {
  const { conversation, shown } = visitor();
  const s = await signIn(source(), "code", { clock, conversation });
  console.log(s, (await shown).status);
  const next = await renew(source(), s, { clock, conversation });
  console.log(next);
  console.log(await signOut(source(), next));
  console.log(await renew(source(), s, { clock, conversation }).catch((e) => e.name + e.message));
});
test("device", async () => {
  const s = await signIn(source(), "device", { clock, conversation: person(approve) });
  console.log(s);
}, 20000);
