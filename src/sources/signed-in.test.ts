import { expect, test } from "bun:test";
import { methods, signIn, source, tokenOf, tools } from "../../test/support/signed-in-tools.ts";
import { ActasError } from "../base/errors.ts";
import { Impatient } from "../conversation/impatient.ts";
import { whileShown } from "../oauth/while-shown.ts";
import { SignInRefused } from "./sign-in-methods.ts";
import type { SignIn } from "./sign-ins.ts";
import { signInAnew, withSignIn } from "./signed-in.ts";

/** A sign-in to {@link source}. */
type Held = SignIn<"identity-center">;

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

test("a sign-in by another grant closes the page that was shown for the first", async () => {
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

test("a sign-in that is refused though it was made a moment ago is not made again", async () => {
  let made = 0;
  const own = methods({ signIn: async () => signIn(`made ${++made}`) });
  const refusing = (): Promise<never> =>
    made > 2 ? Promise.reject(new Error("for ever")) : Promise.reject(new SignInRefused());
  await expect(withSignIn(source, own, tools(), refusing)).rejects.toThrow("it refuses the sign-in that was just made");
  expect(made).toBe(1);
});

test("where a person can be asked, another sign-in is made; if they do not finish it, the old one is kept", async () => {
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
