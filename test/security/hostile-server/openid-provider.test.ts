import { expect, test } from "bun:test";
import { inspect } from "node:util";
import { Clock } from "../../../src/base/clock.ts";
import type { ActasError } from "../../../src/base/errors.ts";
import { Secret } from "../../../src/base/secret.ts";
import { SignIns } from "../../../src/sources/sign-ins.ts";
import { renew, signIn } from "../../../src/sources/web-identity/sign-in.ts";
import { ForgingProvider } from "../../support/forging-provider.ts";
import { personWith } from "../../support/scripted-identity-center.ts";
import { SECRETS, WRONG_ANSWERS } from "../../support/wrong-answers.ts";

function tools(provider: ForgingProvider) {
  const conversation = personWith((url) => ({ ...provider.authorize(url), code: SECRETS.code }));
  return { conversation, clock: new Clock(), signIns: new SignIns() };
}

function source(provider: ForgingProvider) {
  return provider.source({ clientSecret: new Secret(SECRETS.clientSecret) });
}

function everythingOf(error: ActasError): string {
  return `${inspect(error, { depth: 10 })} ${error.hints} ${JSON.stringify(error)}`;
}

async function failureOf(attempt: Promise<unknown>): Promise<ActasError> {
  return attempt.then(
    () => Promise.reject(new Error("it was taken")),
    (error: ActasError) => error,
  );
}

test.each(WRONG_ANSWERS)(
  "a token endpoint of an OpenID provider that answers %s is named so, and nothing secret is",
  async (_, reason, answer) => {
    await using provider = new ForgingProvider();
    let verifier = "";
    provider.answers = {
      "/token": (form) => {
        verifier = form.get("code_verifier") ?? "";
        return answer();
      },
    };
    const error = await failureOf(signIn(source(provider), "code", tools(provider)));
    expect(error.message).toContain(reason);
    expect(error.hints.length).toBeGreaterThan(0);
    for (const secret of [...Object.values(SECRETS), verifier, btoa(`client:${SECRETS.clientSecret}`)]) {
      expect(everythingOf(error)).not.toContain(secret);
    }
  },
);

test.each(WRONG_ANSWERS)("so is one that answers a renewal with %s", async (_, __, answer) => {
  await using provider = new ForgingProvider();
  const held = await signIn(source(provider), "code", tools(provider));
  provider.answers = { "/token": answer };
  const error = await failureOf(renew(source(provider), held, tools(provider)));
  expect(error.message).toStartWith('cannot renew the sign-in to "yoyodyne": ');
  expect(everythingOf(error)).not.toMatch(/s3cret/);
});

test.each(WRONG_ANSWERS)("keys that are %s let nobody in", async (_, __, answer) => {
  await using provider = new ForgingProvider();
  provider.answers = { "/jwks": answer };
  const error = await failureOf(signIn(source(provider), "code", tools(provider)));
  expect(error.message).toStartWith('cannot sign in to "yoyodyne": ');
  expect(everythingOf(error)).not.toContain(provider.sent);
});

test.each(WRONG_ANSWERS)("a discovery document that is %s begins no sign-in", async (_, __, answer) => {
  await using provider = new ForgingProvider();
  provider.answers = { "/.well-known/openid-configuration": answer };
  const { conversation, ...rest } = tools(provider);
  const error = await failureOf(signIn(source(provider), "code", { ...rest, conversation }));
  expect(error.message).toStartWith('cannot sign in to "yoyodyne": ');
  expect(conversation.pages).toEqual([]);
});

test("what a document says that is no address is not repeated as it is", async () => {
  await using provider = new ForgingProvider();
  provider.document = { issuer: "https://evil.example/\u001b[2J\u202e" };
  const error = await failureOf(signIn(source(provider), "code", tools(provider)));
  expect(error.message).toContain("its `issuer` is another one");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(error.message).not.toMatch(/[\u001b\u202e]/);
});

test("nothing that a provider answers is asked for anywhere else", async () => {
  await using provider = new ForgingProvider();
  await using other = new ForgingProvider();
  let visits = 0;
  other.answers = { "/token": () => ++visits, "/jwks": () => ++visits };
  for (const path of ["/token", "/jwks", "/.well-known/openid-configuration"]) {
    provider.answers = { [path]: () => Response.redirect(`${other.issuer}${path}`, 307) };
    await failureOf(signIn(source(provider), "code", tools(provider)));
  }
  expect(visits).toBe(0);
});
