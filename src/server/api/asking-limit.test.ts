import { expect, test } from "bun:test";
import { HttpRefusal } from "../http-refusal.ts";
import type { Person } from "../people/person.ts";
import { AskingLimit } from "./asking-limit.ts";

const person = (subject: string, issuer = "https://login.example.com"): Person => ({
  issuer,
  subject,
  name: subject,
  groups: [],
  groupsAt: 0,
  via: "code",
  client: "actas",
});

test("a person is answered so often, by both kinds of tokens together, and others are not held up", async () => {
  let now = 0;
  const limit = new AskingLimit(() => now, { burst: 3, perMinute: 60 });
  let asks = person("ana");
  const bouncer = limit.bouncer({ personOf: async () => asks });
  const idTokens = limit.idTokens({ personOfIdToken: async () => asks });
  const ask = () => bouncer.personOf(new Request("http://roles.example.com/roles"), "held");
  const askByToken = () => idTokens.personOfIdToken(undefined as never);
  expect(await ask()).toBe(asks);
  await ask();
  await askByToken();
  for (const one of [ask, askByToken]) {
    const refusal: unknown = await one().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(HttpRefusal);
    expect(refusal).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
  }
  asks = person("ana", "https://other.example.com");
  expect(await ask()).toBe(asks);
  asks = person("ben");
  expect(await askByToken()).toBe(asks);
  asks = person("ana");
  now += 1_000;
  expect(await ask()).toBe(asks);
});
