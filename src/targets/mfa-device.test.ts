import { expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";

const config = ({ own = "", source = "", fallback = "" }): string =>
  `[default]\n${fallback}\n[profile ana]\n${KEYS}\n${source}
[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = ana\n${own}`;

const serial = (name: string): string => `arn:aws:iam::111122223333:mfa/${name}`;

test.each([
  [{ own: `mfa_serial = ${serial("own")}` }, { serialNumber: serial("flag") }, "flag"],
  [{ own: `mfa_serial = ${serial("own")}`, source: `mfa_serial = ${serial("source")}` }, {}, "own"],
  [{ source: `mfa_serial = ${serial("source")}`, fallback: `mfa_serial = ${serial("default")}` }, {}, "source"],
  [{ fallback: `mfa_serial = ${serial("default")}` }, {}, "default"],
  [{ source: `aws_mfa_device = ${serial("old")}`, fallback: `mfa_serial = ${serial("default")}` }, {}, "old"],
  [{ source: `aws_as_mfa_serial = ${serial("as")}` }, {}, "as"],
  [{ source: `aws_as_mfa_serial = ${serial("as")}\naws_mfa_device = ${serial("old")}` }, {}, "old"],
])("of %j %j the device is %p", async (files, asked, name) => {
  expect((await resolve(config(files), { target: "dev", ...asked })).source).toMatchObject({
    serialNumber: serial(name),
  });
});

test("the credentials file may name the device", async () => {
  const credentials = `[ana]\naws_mfa_device = ${serial("ana")}`;
  expect((await resolve(config({}), { target: "dev", credentials })).source).toMatchObject({
    serialNumber: serial("ana"),
  });
});

test("there may be no device", async () => {
  expect((await resolve(config({}), { target: "dev" })).source).not.toHaveProperty("serialNumber");
});

test("a hardware device has a serial number", async () => {
  const { source } = await resolve(config({ own: "mfa_serial = GAHT12345678" }), { target: "dev" });
  expect(source).toMatchObject({ serialNumber: "GAHT12345678" });
});

test("an invalid device is refused, naming its origin", async () => {
  expect(await refusal(config({ source: "mfa_serial = 123456" }), { target: "dev" })).toMatchObject({
    code: "configuration",
    message:
      'cannot use `mfa_serial` of profile "ana": it is neither the ARN of a virtual MFA device nor a serial number',
  });
  expect(await refusal(config({}), { target: "dev", serialNumber: "123456" })).toMatchObject({
    code: "usage",
    message: expect.stringContaining("cannot use `--mfa-serial`: "),
  });
});

test("a passkey is refused, with what can be done instead", async () => {
  const passkey = "arn:aws:iam::111122223333:u2f/user/ana/key-ABCDEFGHIJ";
  expect(await refusal(config({ source: `mfa_serial = ${passkey}` }), { target: "dev" })).toMatchObject({
    code: "configuration",
    message:
      'cannot use `mfa_serial` of profile "ana": it is a passkey or FIDO security key, and AWS STS takes codes only',
    hints: [expect.stringContaining("`actas setup mfa` adds one that shows codes")],
  });
});
