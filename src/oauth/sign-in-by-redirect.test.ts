import { expect, test } from "bun:test";
import { Browser } from "../../test/support/browser.ts";
import { conversationWith } from "../../test/support/conversation-with.ts";
import type { Question } from "../conversation/question.ts";
import { type AuthorizationRequest, signInByRedirect } from "./sign-in-by-redirect.ts";

const LOGIN = "https://login.example.com/";

interface Begun {
  readonly request: AuthorizationRequest;
  readonly page: Question<"sign-in">;
  readonly verifier: string;
}

/** Begins a sign-in, goes where its page leads and comes back with a code. */
async function signIn(): Promise<Begun> {
  let request: AuthorizationRequest | undefined;
  let page: Question<"sign-in"> | undefined;
  const conversation = conversationWith({
    "sign-in": async (shown, signal) => {
      page = shown;
      const browser = new Browser();
      await browser.visitUntil(shown.url, LOGIN);
      if (!request) throw new Error("the page led nowhere");
      const callback = `${request.redirectUri}?${new URLSearchParams({ code: "c0de", state: request.state })}`;
      void browser.visit(callback).catch(() => {});
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
  const verifier = await signInByRedirect(
    {
      context: { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" },
      host: "127.0.0.1",
      path: "/oauth2callback",
      authorizationUrl: (asked) => {
        request = asked;
        return new URL(LOGIN);
      },
      redeem: async ({ codeVerifier, state }) => {
        expect(state).toBe(request?.state ?? "");
        return codeVerifier.reveal();
      },
    },
    conversation,
  );
  if (!request || !page) throw new Error("no page was shown");
  return { request, page, verifier };
}

/** How many of the bytes differ among these texts, which are base64url without padding. */
function randomBytesIn(texts: readonly string[]): number {
  const all = texts.map((text) => Buffer.from(text, "base64url"));
  return [...(all[0] ?? [])].filter((_, index) => new Set(all.map((bytes) => bytes[index])).size > 1).length;
}

test("state, verifier and the address of the page are all random, and as long as is promised", async () => {
  const begun = await Promise.all(Array.from({ length: 8 }, signIn));
  const states = begun.map(({ request }) => request.state);
  const verifiers = begun.map(({ verifier }) => verifier);
  const addresses = begun.map(({ page }) => new URL(page.url).pathname.replace("/auth/", ""));
  expect([states, verifiers, addresses].map(randomBytesIn)).toEqual([32, 64, 16]);
  for (const { request, verifier } of begun) {
    expect(request.codeChallenge).toBe(new Bun.CryptoHasher("sha256").update(verifier).digest("base64url"));
  }
});
