import { expect, test } from "bun:test";
import { parseFile } from "../../../profiles/parse-file.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { NO_SOURCES } from "../../../source-files/source-definitions.ts";
import { requireSameMeaning } from "./same-meaning.ts";

const CREDENTIALS = "[ana]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = x\n";
const ROLE = "role_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana\n";
const HIDDEN = "actas_role_arn = arn:aws:iam::111122223333:role/Dev\nactas_source_profile = ana\n";
const COMMAND = "credential_process = actas process a\n";

function files(config: string): ProfileFiles {
  const parsed = (path: string, text: string) => ({ path, sections: parseFile(text, path) });
  return { config: parsed("config", config), credentials: parsed("credentials", CREDENTIALS) };
}

function judge(before: string, after: string): void {
  const known = { environment: { HOME: "/home/ana" }, files: files(before), known: NO_SOURCES };
  requireSameMeaning("a", known, files(after), "process");
}

test("a profile whose role has other names means the same", () => {
  judge(`[profile a]\n${ROLE}`, `[profile a]\n${HIDDEN}${COMMAND}`);
  const above = "[profile b]\nrole_arn = arn:aws:iam::111122223333:role/Other\nsource_profile = a\n";
  judge(`[profile a]\n${ROLE}${above}`, `[profile a]\n${HIDDEN}${COMMAND}${above}`);
});

test("a change that gives a profile another role or source is refused, with its name", () => {
  const other = HIDDEN.replace("role/Dev", "role/Admin");
  expect(() => judge(`[profile a]\n${ROLE}`, `[profile a]\n${other}${COMMAND}`)).toThrow('another meaning to "a"');
  const b = `[profile b]\n${ROLE}`;
  expect(() => judge(`[profile a]\n${ROLE}${b}`, `[profile a]\n${HIDDEN}${COMMAND}`)).toThrow('another meaning to "b"');
});

test("a profile that cannot be used says why itself", () => {
  const lost = ROLE.replace("= ana", "= nobody");
  expect(() => judge(`[profile a]\n${lost}`, `[profile a]\n${HIDDEN}${COMMAND}`)).toThrow('profile "nobody"');
});
