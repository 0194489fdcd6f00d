import { expect, test } from "bun:test";
import { source } from "../../test/support/signed-in-tools.ts";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { signInKey } from "../cache/cache-key.ts";
import { lend } from "./lend.ts";
import type { SignInMethods } from "./sign-in-methods.ts";
import { type SignIn, SignIns } from "./sign-ins.ts";
import type { SourceTools } from "./source.ts";

const key = signInKey(source);
const signInOf = (person: string): SignIn => ({
  ...{ key, kind: "identity-center", source: "corp", url: source.url, renewable: false },
  held: { grantType: "code", accessToken: new Secret(person) },
});
const ana = signInOf("ana");
const credentials = { accessKeyId: "ASIA", secretAccessKey: new Secret("x") };

/** What is lent when something happens to the sign-in while the source is asked. */
async function lentWhile(happens: (signIns: SignIns) => unknown) {
  const signIns = new SignIns();
  signIns.put(ana);
  const tools = { clock: new Clock(), signIns, request: { environment: {} } } as unknown as SourceTools;
  return lend(source, {} as SignInMethods<"identity-center">, tools, async () => {
    happens(signIns);
    return { credentials };
  });
}

test.each<[string, (signIns: SignIns) => unknown]>([
  ["signs out", (signIns) => signIns.remove(key)],
  ["signs in as another person", (signIns) => signIns.begin(signInOf("ben"))],
  ["has everything cleared", (signIns) => signIns.clear()],
])("credentials lent to a user who %s meanwhile are not kept", async (_, happens) => {
  expect(await lentWhile(happens)).toEqual({ credentials, keep: "never" });
});

test.each<[string, (signIns: SignIns) => unknown]>([
  ["nothing", () => {}],
  ["a renewal", (signIns) => signIns.put(signInOf("renewed"))],
])("%s changes nothing", async (_, happens) => {
  expect(await lentWhile(happens)).toEqual({ credentials });
});
