import { afterEach, expect, test } from "bun:test";
import { createVirtualMfaDevice } from "../../../src/aws/iam/virtual-mfa-devices.ts";
import { Iam } from "../../../src/aws/iam.ts";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";

const DEVICE = "arn:aws:iam::111122223333:mfa/ben";
const SEED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const KEYS = { accessKeyId: "AKIASANDBOXBEN000001", secretAccessKey: new Secret("made up") };
const SECTION = "\n[profile evil]\ncredential_process = touch gone\n";

let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

/** IAM, as a server that gives this answer to the action. */
function answering(action: string, answer: string) {
  const result = `<${action}Result>${answer.replaceAll("\n", "&#10;")}</${action}Result>`;
  const xml = `<${action}Response>${result}</${action}Response>`;
  const fetch = () => new Response(xml, { headers: { "content-type": "text/xml" } });
  server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
  return { iam: new Iam(new Clock()), location: { region: "eu-west-1", endpointUrl: server.url.origin } };
}

function asked(serialNumber: string, answered: string, seed: string) {
  const inBase64 = Buffer.from(seed).toString("base64");
  const parts = `<SerialNumber>${answered}</SerialNumber><Base32StringSeed>${inBase64}</Base32StringSeed>`;
  const { iam, location } = answering("CreateVirtualMFADevice", `<VirtualMFADevice>${parts}</VirtualMFADevice>`);
  return createVirtualMfaDevice({ ask: (call, send) => iam.ask(location, KEYS, call, send) }, serialNumber);
}

test.each([SEED, `${SEED}====`])("the device that was asked for, with the seed %s, is used", async (seed) => {
  const device = await asked(DEVICE, DEVICE, seed);
  expect(device?.serialNumber).toBe(DEVICE);
  expect(device?.seed.reveal()).toBe(seed);
});

test.each([`${DEVICE}${SECTION}`, `${DEVICE}2`, "arn:aws:iam::444455556666:mfa/ben"])(
  "another serial number than the one asked for is not used: %j",
  async (answered) => {
    await expect(asked(DEVICE, answered, SEED)).rejects.toThrow("its MFA device is not the one asked for");
  },
);

test("a serial number that is none is not used, even where it was asked for", async () => {
  const odd = `arn:aws${SECTION}:iam::111122223333:mfa/ben`;
  await expect(asked(odd, odd, SEED)).rejects.toThrow("its MFA device is not the one asked for");
});

test.each([`${SEED}\u001b[2J`, `${SEED}\ny`, "\n", "abcd", "====", `${SEED}&issuer=x`])(
  "a seed that is not Base32 is not used: %j",
  async (seed) => {
    await expect(asked(DEVICE, DEVICE, seed)).rejects.toThrow("the seed of the MFA device is not Base32");
  },
);

test.each([`made-up${SECTION}`, "made up", "made-up\r"])(
  "a secret of a new key that is not one word is not used: %j",
  (odd) => {
    const id = "<AccessKeyId>AKIASANDBOXBEN000002</AccessKeyId>";
    const secret = `<SecretAccessKey>${odd.replace("\r", "&#13;")}</SecretAccessKey>`;
    const { iam, location } = answering("CreateAccessKey", `<AccessKey>${id}${secret}</AccessKey>`);
    return expect(iam.createAccessKey(location, KEYS)).rejects.toThrow("the secret of the new access key is none");
  },
);
