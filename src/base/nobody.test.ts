import { expect, test } from "bun:test";
import { CannotAsk } from "./conversation.ts";
import { ActasError } from "./errors.ts";
import { Nobody } from "./nobody.ts";

const QUESTION = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" };

test("nobody answers a question", async () => {
  await expect(new Nobody("nobody is there").ask()).rejects.toThrow(new CannotAsk("nobody is there"));
});

test("nobody waits for somebody else's answer: the refusal says for what, and how to go on", async () => {
  const nobody = new Nobody("a running program cannot wait for it");
  const refused = nobody.refused.catch((error: unknown) => error as ActasError);
  nobody.waiting(QUESTION);
  expect(await refused).toBeInstanceOf(ActasError);
  const { code, message, hints } = await refused;
  expect({ code, message, hints }).toEqual({
    code: "mfa-required",
    message: `cannot ask for the MFA code of ${QUESTION.serialNumber}: a running program cannot wait for it`,
    hints: ["run `actas whoami staging` in a terminal: it asks for the code, and waiting programs go on"],
  });
});

test("where nothing is asked, nothing is refused", async () => {
  const nobody = new Nobody("nobody is there");
  nobody.tell();
  expect(await Promise.race([nobody.refused, Promise.resolve("answered")])).toBe("answered");
});
