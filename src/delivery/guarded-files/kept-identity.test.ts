import { expect, test } from "bun:test";
import { hideDefault } from "./hide-default.ts";

const hidden = (config: string): string => hideDefault({ config, credentials: "" }).config;

const KEYS = "aws_access_key_id = AKIA\naws_secret_access_key = s\n";
const ON_DEFAULT = "[profile a]\nrole_arn = x\nsource_profile = default\n";

test("a source profile keeps its identity under another name, in the same file", () => {
  expect(hideDefault({ config: `[default]\nregion = r\n${ON_DEFAULT}`, credentials: `[default]\n${KEYS}` })).toEqual({
    config:
      "[default]\nregion = r\n[profile a]\nrole_arn = x\nsource_profile = actas-kept-default\n" +
      "\n[profile actas-kept-default]\nregion = r\n\n",
    credentials: `[default]\n\n[actas-kept-default]\n${KEYS}\n`,
  });
});

test("a reference in the credentials file counts too", () => {
  const { credentials } = hideDefault({ config: "", credentials: `[default]\n${KEYS}[a]\nsource_profile=default` });
  expect(credentials).toBe(`[default]\n[a]\nsource_profile=actas-kept-default\n[actas-kept-default]\n${KEYS}\n`);
});

test("a default profile that is its own source stays its own source", () => {
  const own = `role_arn = y\nsource_profile = default\n${KEYS}`;
  expect(hidden(`[default]\n${own}`)).toBe("[default]\n");
  expect(hidden(`[default]\n${own}${ON_DEFAULT}`)).toEndWith(
    `[profile actas-kept-default]\n${own.replace("default", "actas-kept-default")}\n`,
  );
});

test("of two default profiles only the one with precedence is kept: no section may occur twice", () => {
  const text = hidden(`[profile default]\n${KEYS}[default]\nrole_arn = y\n${ON_DEFAULT}`);
  expect(text).toEndWith(`\n[profile actas-kept-default]\n${KEYS}\n`);
  expect(text.match(/kept-default\]/g)).toHaveLength(1);
});

test("nothing is kept for profiles with another source, or with the default one only in a comment", () => {
  const others =
    "[profile a]\nsource_profile = default2\n# source_profile = default\n[profile b]\nsource_profile = a\n";
  expect(hidden(`[default]\n${KEYS}${others}`)).toBe(`[default]\n${others}`);
});

test("files whose default profile has no identity stay unchanged, even if profiles refer to it", () => {
  const config = `[default]\nregion = r\n${ON_DEFAULT}`;
  expect(hideDefault({ config, credentials: "" })).toEqual({ config, credentials: "" });
});

/** The files' bytes, one character for each. */
const bytes = (text: string): string => Buffer.from(text).toString("latin1");

test("a reference to the default profile is found after unusual blanks", () => {
  const text = `[default]\n${KEYS}[a]\n\u00A0source_profile\u00A0=\u00A0default\u00A0# ana's\n`;
  expect(hidden(bytes(text))).toContain(bytes("\u00A0source_profile\u00A0=\u00A0actas-kept-default\u00A0# ana's\n"));
});
