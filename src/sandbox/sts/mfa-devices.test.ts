import { expect, test } from "bun:test";
import { ACCOUNTS } from "../accounts.ts";
import { MfaDevices } from "./mfa-devices.ts";

const ANA = "arn:aws:iam::111122223333:user/ana";
const DEVICE = "arn:aws:iam::111122223333:mfa/ana";
const INVALID = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

test("a code is accepted once", () => {
  const { devices } = at(0);
  const code = devices.code(DEVICE) ?? "";
  devices.verify(ANA, DEVICE, code);
  expect(() => devices.verify(ANA, DEVICE, code)).toThrow(INVALID);
});

test.each([
  [-60, "refused"],
  [-30, "accepted"],
  [30, "accepted"],
  [60, "refused"],
])("a code made with a clock %d seconds off is %s", (seconds, outcome) => {
  const { devices } = at(0);
  const code = at(seconds).devices.code(DEVICE) ?? "";
  const verify = (): void => devices.verify(ANA, DEVICE, code);
  if (outcome === "accepted") expect(verify).not.toThrow();
  else expect(verify).toThrow(INVALID);
});

test("a device serves its owner only", () => {
  const { devices } = at(0);
  const verify = (user: string, serialNumber: string): void =>
    devices.verify(user, serialNumber, devices.code(DEVICE) ?? "");
  expect(() => verify("arn:aws:iam::111122223333:user/ben", DEVICE)).toThrow("unable to validate MFA code");
  expect(() => verify(ANA, "arn:aws:iam::111122223333:mfa/ben")).toThrow("unable to validate MFA code");
});

test("two fresh codes are available at once, and the third comes with the next step", () => {
  const { devices, wait } = at(10);
  const use = (): unknown => {
    const code = devices.freshCode(DEVICE);
    if (typeof code === "string") devices.verify(ANA, DEVICE, code);
    return typeof code === "string" ? "accepted" : code;
  };
  expect([use(), use(), use()]).toEqual(["accepted", "accepted", { waitMs: 20_000 }]);
  wait(20_000);
  expect(use()).toBe("accepted");
});

test("an unknown device has no code", () => {
  expect([at(0).devices.code("x"), at(0).devices.freshCode("x")]).toEqual([undefined, undefined]);
});

/** Devices whose clock is `seconds` after the start of a step. */
function at(seconds: number): { devices: MfaDevices; wait(ms: number): void } {
  let now = 1_800_000_000_000 + seconds * 1000;
  const wait = (ms: number): void => {
    now += ms;
  };
  return { devices: new MfaDevices(ACCOUNTS.users, () => now), wait };
}
