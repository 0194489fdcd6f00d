import { afterAll, afterEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roleDuration } from "../../targets/durations.ts";
import { flagsOfEnvironment } from "./flags-of-environment.ts";
import { codeRequestFrom } from "./mfa-flags.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-variables-"));
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = ["ACTAS_MFA_CODE", "ACTAS_MFA_SERIAL", "ACTAS_EXTERNAL_ID"] as const;
const OF_OTHERS = ["MFA_CODE", "MFA_SERIAL", "EXTERNAL_ID", "VERBOSE", "XDG_CONFIG_HOME"];
afterEach(() => {
  for (const name of [...OWN, ...OF_OTHERS]) delete process.env[name];
});

test.each([
  [{ MFA_CODE: "123456" }, { otp: "123456" }],
  [{ MFA_SERIAL: "GAHT12345678" }, { mfaSerial: "GAHT12345678" }],
  [{ EXTERNAL_ID: "e2" }, { externalId: "e2" }],
  [{ VERBOSE: "1" }, { verbose: true }],
  [{ VERBOSE: "true" }, { verbose: true }],
  [{ VERBOSE: "0" }, {}],
  [{ VERBOSE: "false" }, {}],
  [{ MFA_CODE: "123456", ACTAS_MFA_CODE: "654321" }, { otp: "654321" }],
] as const)("%p of other tools counts where the settings say so, and nowhere else", async (variables, flags) => {
  Object.assign(process.env, variables, { XDG_CONFIG_HOME: folder });
  await Bun.write(join(folder, "actas/config.json"), '{"compat": true}');
  expect(await flagsOfEnvironment()).toEqual(flags);
  await Bun.write(join(folder, "actas/config.json"), "{}");
  expect(await flagsOfEnvironment()).toEqual("ACTAS_MFA_CODE" in variables ? flags : {});
});

test.each(["abc", "12345", "1234567", "123 4567"])(
  "a code that can be none is refused before anything is done, and not repeated: %p",
  async (code) => {
    const six = "a code is six digits";
    expect(() => codeRequestFrom({ otp: code })).toThrow(`cannot use \`--otp\`: ${six}`);
    process.env.ACTAS_MFA_CODE = code;
    await expect(flagsOfEnvironment()).rejects.toThrow(`cannot use \`ACTAS_MFA_CODE\`: ${six}`);
  },
);

test("a code may be given in groups of digits, as phones show it", async () => {
  expect(codeRequestFrom({ otp: "123 456" })).toEqual({ tokenCode: "123456" });
  process.env.ACTAS_MFA_CODE = "123 456";
  expect(await flagsOfEnvironment()).toEqual({ otp: "123456" });
});

test.each([
  ["ACTAS_MFA_SERIAL", "x y"],
  ["ACTAS_EXTERNAL_ID", "!"],
] as const)("an error about %s names it, and not the option it stands for", async (name, value) => {
  process.env[name] = value;
  await expect(flagsOfEnvironment()).rejects.toThrow(`cannot use \`${name}\` ("${value}"): `);
});

test("the unusable value of a variable is repeated", () => {
  const asked = { environment: { CREDENTIALS_DURATION: "zz" } };
  expect(() => roleDuration([], asked, () => {})).toThrow(
    'cannot use `CREDENTIALS_DURATION` ("zz"): it is not a number',
  );
});

test("variables of other tools that have no effect are named in the reference", async () => {
  const page = await Bun.file(join(import.meta.dir, "../../../docs/reference/environment.md")).text();
  const [, section = ""] = /## Not read\n(.*?)\n## /s.exec(page) ?? [];
  const named = [...section.matchAll(/`([A-Z_]+)(…?)`/g)].map(([, name = "", more]) => ({ name, more: more === "…" }));
  const unnamed = WITHOUT_EFFECT.filter(
    (variable) => !named.some(({ name, more }) => (more ? variable.startsWith(name) : variable === name)),
  );
  expect(unnamed).toEqual([]);
});

const WITHOUT_EFFECT = [
  ...["NO_EMOJI", "VEGAS_CREDENTIALS_NO_EMOJI", "MFA_TYPE", "FEDERATED_USERNAME", "AUTH_BROWSER"],
  ...["SAML_AUTH_URL", "SAML_ENTITY_ID", "SAML_USERNAME", "SAML_PASSWORD", "SAML_PROVIDER"],
  ...["WEB_USERNAME", "WEB_PASSWORD", "WEB_PROVIDER", "WEB_IDENTITY_PASSWORD"],
  ...["RUNAS_USERNAME", "RUNAS_PASSWORD", "RUNAS_PROVIDER"],
];
