import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  ListMFADevicesCommand,
  ResyncMFADeviceCommand,
} from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { fromBase32, timeStep, totp } from "../../src/sandbox/sts/totp.ts";
import { refusal, userClient } from "../support/sts-client.ts";

const UserName = "ben";
const NOT_VALID = ["InvalidAuthenticationCodeException", 403, "Authentication code for device is not valid."];

let sandbox: Sandbox;
let now: number;
let ben: IAMClient;
beforeEach(() => {
  now = Date.parse("2026-01-01T00:00:10Z");
  sandbox = startSandbox({ now: () => now });
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users.find(({ name }) => name === UserName)!;
  ben = new IAMClient({
    ...{ region: "us-east-1", endpoint: sandbox.url, maxAttempts: 1, systemClockOffset: now - Date.now() },
    credentials: { accessKeyId, secretAccessKey },
  });
});
afterEach(() => sandbox.stop());

/** A device that nobody has, with the code it shows some steps from now. */
async function made(VirtualMFADeviceName: string) {
  const { VirtualMFADevice } = await ben.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName }));
  const secret = fromBase32(new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed));
  return { SerialNumber: VirtualMFADevice?.SerialNumber, code: (step: number) => totp(secret, timeStep(now) + step) };
}

type Made = Awaited<ReturnType<typeof made>>;

function enable({ SerialNumber, code }: Made, first: number, second: number) {
  const codes = { AuthenticationCode1: code(first), AuthenticationCode2: code(second) };
  return ben.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
}

test("a device is a user's after two codes, one after the other; then its codes are good, each once", async () => {
  const device = await made("phone");
  expect(device.SerialNumber).toBe("arn:aws:iam::111122223333:mfa/phone");
  for (const [first, second] of [
    [0, 0],
    [1, 0],
    [-1, 1],
    [-10, -9],
    [5, 6],
  ] as const) {
    expect(await refusal(enable(device, first, second))).toEqual(NOT_VALID);
  }
  await enable(device, 0, 1);
  const { MFADevices } = await ben.send(new ListMFADevicesCommand());
  expect(MFADevices).toEqual([
    { UserName, SerialNumber: device.SerialNumber, EnableDate: new Date(now - (now % 1000)) },
  ]);
  expect(await refusal(session(device.SerialNumber, device.code(1)))).toContain("AccessDenied");
});

test("a name is taken once, also by a device that nobody has, and has few characters", async () => {
  await made("phone");
  expect(await refusal(made("phone"))).toContain("EntityAlreadyExistsException");
  for (const name of ["a b", "a/b", "größe", ""]) expect((await refusal(made(name)))[0]).toStartWith("ValidationE");
});

test("a user has at most eight devices", async () => {
  for (let count = 0; count < 8; count++) await enable(await made(`phone-${count}`), 0, 1);
  const ninth = await made("ninth");
  expect(await refusal(enable(ninth, 0, 1))).toContain("LimitExceededException");
});

test("a device is deleted only when it is nobody's", async () => {
  const device = await made("phone");
  const { SerialNumber } = device;
  const remove = () => ben.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
  await enable(device, 0, 1);
  expect(await refusal(remove())).toContain("DeleteConflictException");
  expect(await refusal(enable(device, 1, 2))).toContain("EntityAlreadyExistsException");
  await ben.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
  await remove();
  expect(await refusal(remove())).toContain("NoSuchEntityException");
});

test("a device whose clock is off is good again after it was synchronised", async () => {
  const device = await made("phone");
  await enable(device, 0, 1);
  const { SerialNumber } = device;
  const resync = (first: number, second: number) => {
    const codes = { AuthenticationCode1: device.code(first), AuthenticationCode2: device.code(second) };
    return ben.send(new ResyncMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  };
  expect(await refusal(resync(50, 52))).toEqual(NOT_VALID);
  await resync(50, 51);
  expect(await refusal(session(SerialNumber, device.code(10)))).toContain("AccessDenied");
  await session(SerialNumber, device.code(52));
});

function session(SerialNumber: string | undefined, TokenCode: string) {
  const client = userClient(sandbox, UserName, { systemClockOffset: now - Date.now() });
  return client.send(new GetSessionTokenCommand({ SerialNumber, TokenCode }));
}
