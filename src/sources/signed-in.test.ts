import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { Clock } from "../base/clock.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { signInKey } from "../cache/cache-key.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import { Impatient } from "../conversation/impatient.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import { whileShown } from "../oauth/while-shown.ts";
import type { IdentityCenterDefinition } from "../source-files/kinds/identity-center.ts";
import { type SignInMethods, SignInRefused } from "./sign-in-methods.ts";
import { type SignIn, SignIns } from "./sign-ins.ts";
import { renewed, type SignedInTools, signInAnew, withSignIn } from "./signed-in.ts";

const NOW = 1_000_000_000_000;

const source: IdentityCenterDefinition = {
  kind: "identity-center",
  id: "corp",
  url: "https://corp.awsapps.com/start",
  defaultGrantType: "code",
  origin: "corp.json",
  region: "eu-west-1",
  scopes: [],
  shareCache: false,
  endpoints: {},
};

/** A sign-in to {@link source}. */
type Held = SignIn<"identity-center">;

function signIn(token: string, endsInSeconds = 3600): Held {
  return {
    ...{ key: signInKey(source), kind: "identity-center", source: "corp", url: source.url, renewable: true },
    expiration: new Date(NOW + endsInSeconds * 1000),
    held: { grantType: "code", accessToken: new Secret(token), refreshToken: new Secret("refresh") },
  };
}

/** Shows a page until it is over. */
const patient = conversationWith({
  "sign-in": (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("over")));
    }),
});

function tools(changes: Partial<SignedInTools> = {}): SignedInTools {
  return {
    cache: new CredentialCache(),
    clock: new Clock(() => NOW),
    conversation: patient,
    flights: new SingleFlight(),
    signIns: new SignIns(),
    ...changes,
  };
}

function methods(changes: Partial<SignInMethods<"identity-center">>): SignInMethods<"identity-center"> {
  const unexpected = (): Promise<never> => Promise.reject(new Error("unexpected"));
  return { signIn: unexpected, renew: unexpected, signOut: unexpected, listRoles: unexpected, ...changes };
}

const tokenOf = async ({ held: { accessToken } }: Held): Promise<string> => accessToken.reveal();

test("where no page can be shown, no sign-in is begun", async () => {
  let begun = 0;
  const counting = methods({
    signIn: async () => {
      begun++;
      return signIn("a");
    },
  });
  const silent = tools({ conversation: new Impatient("anybody", "nobody is here") });
  await expect(withSignIn(source, counting, silent, tokenOf)).rejects.toMatchObject({
    code: "sign-in-required",
    message: 'cannot get credentials from "corp": nobody is here',
  });
  expect(begun).toBe(0);
});

test("whoever signs in by another grant ends the page that was shown for the first", async () => {
  const page = { kind: "sign-in", source: "corp", url: "http://127.0.0.1:1/" } as const;
  const byGrantType = methods({
    signIn: (_, grantType, { conversation }) =>
      grantType === "device"
        ? Promise.resolve(signIn("device"))
        : whileShown(conversation, page, () => new Promise(() => {})),
  });
  const shared = tools();
  const waiting = withSignIn(source, byGrantType, shared, tokenOf);
  await signInAnew(source, byGrantType, { ...shared, grantType: "device" });
  expect(await waiting).toBe("device");
});

test("who is refused with a token that another has replaced meanwhile uses the new one", async () => {
  const shared = tools();
  shared.signIns.begin(signIn("old"));
  const use = async (held: Held): Promise<string> => {
    const token = held.held.accessToken.reveal();
    if (token === "new") return token;
    shared.signIns.begin(signIn("new"));
    throw new SignInRefused();
  };
  expect(await withSignIn(source, methods({}), shared, use)).toBe("new");
});

test("a renewal that is under way does not undo a sign-out", async () => {
  const shared = tools();
  const held = signIn("old");
  shared.signIns.begin(held);
  const slow = Promise.withResolvers<Held>();
  const renewing = renewed(source, held, methods({ renew: () => slow.promise }), shared);
  shared.signIns.remove(held.key);
  slow.resolve(signIn("new"));
  await renewing;
  expect(shared.signIns.list()).toEqual([]);
});

test("a token that is over and cannot be renewed for want of a network is no reason to ask the user", async () => {
  const shared = tools();
  shared.signIns.begin(signIn("old", -1));
  const away = methods({ renew: () => Promise.reject(new ActasError("unreachable", "cannot renew: no network")) });
  await expect(withSignIn(source, away, shared, tokenOf)).rejects.toMatchObject({ code: "unreachable" });
  expect(shared.signIns.list()).toHaveLength(1);
});

for (const lifetime of [30, 60, 120, 300, 301, 900, 3600, 28_800]) {
  test(`a token of ${lifetime} s is used as it is while it is fresh, and renewed near its end, once`, async () => {
    let now = NOW;
    let count = 0;
    const token = (name: string): Held => ({ ...signIn(name), expiration: new Date(now + lifetime * 1000) });
    const shared = tools({ clock: new Clock(() => now) });
    const own = methods({
      signIn: async () => token("first"),
      renew: async () => token(`renewed ${++count}`),
    });
    const use = (): Promise<string> => withSignIn(source, own, shared, tokenOf);
    expect([await use(), await use()]).toEqual(["first", "first"]);
    now = NOW + lifetime * 1000 * 0.7;
    expect(await use()).toBe("first");
    now = NOW + lifetime * 1000 * 0.995;
    expect([await use(), await use(), await use()]).toEqual(["renewed 1", "renewed 1", "renewed 1"]);
  });
}

test("a sign-in that is refused though it was made a moment ago is not made again", async () => {
  let made = 0;
  const own = methods({ signIn: async () => signIn(`made ${++made}`) });
  const refusing = (): Promise<never> =>
    made > 2 ? Promise.reject(new Error("for ever")) : Promise.reject(new SignInRefused());
  await expect(withSignIn(source, own, tools(), refusing)).rejects.toThrow("it refuses the sign-in that was just made");
  expect(made).toBe(1);
});

test("one refusal of a token that was renewed a moment ago has it renewed again, and nobody is asked", async () => {
  const shared = tools();
  shared.signIns.begin(signIn("old", 10));
  let renewals = 0;
  const own = methods({ renew: async () => signIn(`renewed ${++renewals}`) });
  let refusals = 0;
  const use = async (held: Held): Promise<string> => {
    if (refusals++ === 0) throw new SignInRefused();
    return held.held.accessToken.reveal();
  };
  expect(await withSignIn(source, own, shared, use)).toBe("renewed 2");
  expect(shared.signIns.list()).toHaveLength(1);
});

test("a sign-in that can be renewed is kept, whatever else the source refuses, and where nobody is it is said", async () => {
  const shared = tools({ conversation: new Impatient("anybody", "nobody is signed in") });
  shared.signIns.begin(signIn("old"));
  const own = methods({ renew: async () => signIn("renewed") });
  const refusing = (): Promise<never> => Promise.reject(new SignInRefused());
  await expect(withSignIn(source, own, shared, refusing)).rejects.toMatchObject({
    code: "sign-in-required",
    message: 'cannot get credentials from "corp": it refuses the sign-in that was just renewed',
  });
  expect(shared.signIns.list().map(({ held }) => held.accessToken.reveal())).toEqual(["renewed"]);
});

test("where somebody is, another sign-in is made; who does not make it keeps the one there is", async () => {
  const shared = tools();
  shared.signIns.begin(signIn("old"));
  const refusing = (held: Held): Promise<string> =>
    held.held.accessToken.reveal() === "new" ? Promise.resolve("new") : Promise.reject(new SignInRefused());
  const answers = [new ActasError("cancelled", "cannot go on: the question was cancelled"), signIn("new")];
  const own = methods({
    renew: async () => signIn("renewed"),
    signIn: async () => {
      const answer = answers.shift();
      if (!answer || answer instanceof ActasError) throw answer;
      return answer;
    },
  });
  await expect(withSignIn(source, own, shared, refusing)).rejects.toMatchObject({ code: "cancelled" });
  expect(shared.signIns.list()).toHaveLength(1);
  expect(await withSignIn(source, own, shared, refusing)).toBe("new");
});

test("a sign-in that is refused and can be renewed no more is forgotten", async () => {
  const { refreshToken: _, ...held } = signIn("old").held;
  const plain = { ...signIn("old"), renewable: false, held };
  for (const one of [signIn("old"), plain]) {
    const shared = tools({ conversation: new Impatient("anybody", "nobody is signed in") });
    shared.signIns.begin(one);
    const own = methods({ renew: () => Promise.reject(new SignInRefused()) });
    const refusing = (): Promise<never> => Promise.reject(new SignInRefused());
    await expect(withSignIn(source, own, shared, refusing)).rejects.toMatchObject({ code: "sign-in-required" });
    expect(shared.signIns.list()).toEqual([]);
  }
});

test("a token that lasts a little longer is used when it cannot be renewed", async () => {
  const shared = tools();
  shared.signIns.begin(signIn("old", 60));
  const away = methods({ renew: () => Promise.reject(new ActasError("unreachable", "cannot renew: no network")) });
  expect(await withSignIn(source, away, shared, tokenOf)).toBe("old");
});

test("a token that ends while its renewal fails is not used", async () => {
  let now = NOW;
  const signIns = new SignIns();
  signIns.put(signIn("old", 60));
  const slow = methods({
    renew: async () => {
      now += 61_000;
      throw new Error("no network");
    },
  });
  const used = withSignIn(source, slow, tools({ clock: new Clock(() => now), signIns }), tokenOf);
  await expect(used).rejects.toThrow("no network");
});
