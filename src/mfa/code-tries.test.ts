import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { WrongMfaCode } from "../base/wrong-mfa-code.ts";
import { MfaDevices } from "./mfa-devices.ts";
import type { MfaInput } from "./mfa-input.ts";

const QUESTION = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;
const STEP_MS = 30_000;
const wrong = (): Promise<never> => Promise.reject(new WrongMfaCode());

/** A command that prints these codes, each in another half minute. */
function printing(...codes: string[]) {
  const state = { now: 0, asked: 0 };
  const input: MfaInput = {
    ...{ name: "process", title: "`mfa_process`", needs: "nobody" },
    code: async ({ again }) => {
      if (again) state.now += STEP_MS;
      state.asked++;
      return codes.shift() ?? "";
    },
  };
  return { state, devices: new MfaDevices(() => state.now, [input]) };
}

const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

test("a code in groups of digits is the same code, and is sent without the blanks", async () => {
  const { devices } = printing("123 456", "123\u00a0457");
  const sent: string[] = [];
  const use = async (code: string) => {
    sent.push(code);
    if (sent.length === 1) throw new WrongMfaCode();
  };
  await devices.withCode(QUESTION, conversationWith({}), use);
  expect(sent).toEqual(["123456", "123457"]);
  const again = devices.withGivenCode(QUESTION.serialNumber, "1234 57", use);
  expect(await failure(again)).toMatchObject({ message: expect.stringContaining("this code was sent before") });
});

test("a code that AWS refused and that comes again in the next half minute is not sent, and ends it", async () => {
  const { devices, state } = printing("000000", "000000", "123456");
  let sent = 0;
  const use = () => {
    sent++;
    return wrong();
  };
  expect(await failure(devices.withCode(QUESTION, conversationWith({}), use))).toMatchObject({
    code: "access-denied",
    message: `cannot use the MFA code of ${QUESTION.serialNumber}: AWS did not accept the code of \`mfa_process\``,
  });
  expect([sent, state.asked]).toEqual([1, 2]);
});

test("another code of the next half minute is tried, and no third", async () => {
  const good = printing("000000", "123456");
  const use = (code: string) => (code === "123456" ? Promise.resolve(code) : wrong());
  const told: string[] = [];
  const conversation = conversationWith({}, { tell: (notice) => void told.push(notice) });
  expect(await good.devices.withCode(QUESTION, conversation, use)).toBe("123456");
  expect(told).toEqual(["AWS did not accept the code of `mfa_process`"]);

  const bad = printing("000000", "111111", "123456");
  expect(await failure(bad.devices.withCode(QUESTION, conversation, use))).toMatchObject({ code: "access-denied" });
  expect(bad.state.asked).toBe(2);
});

test("a code that AWS refused in an earlier half minute is known as such by the next request", async () => {
  const { devices, state } = printing("000000", "000000", "000000");
  await failure(devices.withCode(QUESTION, conversationWith({}), wrong));
  state.now += STEP_MS;
  await failure(devices.withCode(QUESTION, conversationWith({}), wrong));
  expect(state.asked).toBe(3);
});

test("a code that was right, but sent before, is followed by the next one", async () => {
  const { devices } = printing("111111", "111111", "222222");
  const use = async (code: string) => code;
  expect(await devices.withCode(QUESTION, conversationWith({}), use)).toBe("111111");
  expect(await devices.withCode(QUESTION, conversationWith({}), use)).toBe("222222");
});

test("what commands wait for says what AWS has refused", async () => {
  const { devices } = printing("000000", "000000");
  const heard: unknown[] = [];
  const { waiters, ...others } = conversationWith({});
  const codeAwaited = (state: unknown) => void heard.push(structuredClone(state));
  await failure(devices.withCode(QUESTION, { ...others, waiters: { ...waiters, codeAwaited } }, wrong));
  const { serialNumber } = QUESTION;
  expect(heard).toEqual([{ serialNumber, refused: [] }, { serialNumber, refused: ["`mfa_process`"] }, undefined]);
});
