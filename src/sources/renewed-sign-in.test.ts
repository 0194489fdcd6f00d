import { expect, test } from "bun:test";
import { methods, NOW, signIn, source, tokenOf, tools } from "../../test/support/signed-in-tools.ts";
import { Clock } from "../base/clock.ts";
import { ActasError } from "../base/errors.ts";
import { Impatient } from "../conversation/impatient.ts";
import { SignInRefused } from "./sign-in-methods.ts";
import { type SignIn, SignIns } from "./sign-ins.ts";
import { renewed, withSignIn } from "./signed-in.ts";

/** A sign-in to {@link source}. */
type Held = SignIn<"identity-center">;

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

test("after one refusal a freshly renewed token is renewed again, and no person is asked", async () => {
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

test("a renewable sign-in is kept, whatever else the source refuses, with an error where no person can be asked", async () => {
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
