import { expect } from "bun:test";
import { REDIRECT_URI } from "../../support/people/oauth-program.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import type { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

/** As Mairu makes them: 64 bytes in base64url, with padding. */
const PADDED = `${"v".repeat(86)}==`;
const hashOf = (text: string): string => Bun.CryptoHasher.hash("sha256", text, "base64url");

async function redeemed(world: PeopleWorld, verifier: string, sent: string | readonly string[]): Promise<number> {
  const callback = await world.signIn(new PageBrowser(), { client_id: "mairu", code_challenge: hashOf(verifier) });
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: callback.searchParams.get("code") ?? "",
    redirect_uri: REDIRECT_URI,
    client_id: "mairu",
  });
  for (const one of [sent].flat()) form.append("code_verifier", one);
  return (await fetch(`${world.url}oauth/token`, { method: "POST", body: form })).status;
}

peopleTest("a verifier may end with padding, as Mairu's does", async (world) => {
  expect(await redeemed(world, PADDED, PADDED)).toBe(200);
  expect(await redeemed(world, "w".repeat(43), "w".repeat(43))).toBe(200);
});

peopleTest(
  "what others have seen of a sign-in is no verifier: neither the challenge nor a hash of it",
  async (world) => {
    const challenge = hashOf(PADDED);
    const tried = [
      challenge,
      hashOf(challenge),
      PADDED.slice(0, -2),
      `${PADDED}=`,
      "",
      [challenge, challenge],
      [PADDED, challenge],
      [challenge, PADDED],
    ];
    for (const sent of tried) expect([sent, await redeemed(world, PADDED, sent)]).toEqual([sent, 400]);
    expect(await redeemed(world, `${"x".repeat(42)}`, "x".repeat(42))).toBe(400);
  },
);
