import { afterEach, expect, test } from "bun:test";
import { inspect } from "node:util";
import { ActasError } from "../../../src/base/errors.ts";
import { Secret } from "../../../src/base/secret.ts";
import { renew } from "../../../src/sources/credential-server/sign-in.ts";
import { SignIns } from "../../../src/sources/sign-ins.ts";
import { conversationWith } from "../../support/conversation-with.ts";
import { attempt, callbackOf, clock } from "../../support/sign-in-attempt.ts";
import { sourceAt, takesNoProofs } from "../../support/source-at.ts";
import { SECRETS, WRONG_ANSWERS } from "../../support/wrong-answers.ts";

let madeUp: Bun.Server<undefined> | undefined;
afterEach(() => madeUp?.stop(true));

test.each(WRONG_ANSWERS)(
  "a token endpoint that answers %s is named so, and nothing secret is",
  async (_what, reason, answer) => {
    let verifier = "";
    madeUp = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      async fetch(request) {
        const told = takesNoProofs(request);
        if (told) return told;
        verifier = new URLSearchParams(await request.text()).get("code_verifier") ?? "";
        return answer();
      },
    });
    const source = sourceAt(`http://127.0.0.1:${madeUp.port}`, { clientSecret: new Secret(SECRETS.clientSecret) });
    let state = "";
    const { error, page, everything } = await attempt(source, async (url) => {
      state = url.searchParams.get("state")!;
      return callbackOf(url, { code: SECRETS.code });
    });
    expect(error).toBeInstanceOf(ActasError);
    expect(error?.message).toContain(reason);
    expect(error?.hints.length).toBeGreaterThan(0);
    expect(verifier).toMatch(/^[\w-]{86}$/);
    expect(page.status).toBe(400);
    for (const secret of [...Object.values(SECRETS), state, verifier, btoa(`actas:${SECRETS.clientSecret}`)]) {
      expect(everything).not.toContain(secret);
    }
  },
);

test("a renewal that fails says nothing secret either", async () => {
  madeUp = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => Response.json({ refresh_token: SECRETS.refresh }),
  });
  const held = {
    key: "k",
    kind: "credential-server",
    source: "contoso",
    url: "http://127.0.0.1:1/",
    renewable: true,
    held: {
      grantType: "code",
      accessToken: new Secret(SECRETS.access),
      refreshToken: new Secret(SECRETS.refresh),
    },
  } as const;
  const conversation = conversationWith({});
  for (const issuer of [`http://127.0.0.1:${madeUp.port}`, "http://127.0.0.1:1"]) {
    const error = (await renew(sourceAt(issuer), held, { clock, conversation, signIns: new SignIns() }).catch(
      (thrown: unknown) => thrown,
    )) as ActasError;
    expect(error.message).toStartWith('cannot renew the sign-in to "contoso": ');
    expect(inspect(error, { depth: 10 })).not.toMatch(/s3cret/);
  }
});
