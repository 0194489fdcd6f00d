import { expect, test } from "bun:test";
import { seeded } from "../../test/seeded.ts";
import { parseFile } from "./parse-file.ts";
import { plainNames } from "./plain-names.ts";
import { profileNames } from "./profile.ts";
import { namesIn } from "./read-profile-names.ts";
import { forEachStretch } from "./stretch.ts";

const LINES = [
  ..."[default]|[DEFAULT]|[a]|[b]|[profile a]|[profile b]|[profile 'a']|[profile default]|[profile a b]".split("|"),
  ...["[plugins]", "[preview]", "[profile plugins]"],
  ...["[sso-session s]", "[services s]", "[c] # why", " [d]", "[e", "[]", "[profile  a]"],
  ...["region = x", "region=x # y", "role_arn =", "role_arn", "aws_secret_access_key = s", "= x", "a b = c", "S3 ="],
  ...[
    "  max = 1",
    "  more",
    "\tx = y",
    "# a",
    "; b",
    "  # c",
    "",
    " ",
    "credential_process = 'x",
    "x = [a]",
    "\u0085k = v",
  ],
];
const ENDS = ["\n", "\n", "\n", "\n", "\r\n", "\r"];

/** What parsing gives, as plain data: each section and the problems in it, or why there are none. */
function outcome(text: string): unknown {
  try {
    return [...parseFile(text, "f")].map(([name, { settings, secrets, problem, problemBesideOther }]) => ({
      ...{ name, settings: [...settings], secrets: [...secrets].map(([key, value]) => [key, value.reveal()]) },
      ...{ problem: problem?.message, problemBesideOther: problemBesideOther?.message },
    }));
  } catch (error) {
    return String(error);
  }
}

/** The same lines with a comment after each header, so that no section is plain. */
function nothingPlain(text: string): string {
  return text.replace(/^(\[[^\]\r\n]*\])(?=[\r\n]|$)/gm, "$1 #");
}

test("a file whose sections are parsed when they are looked at means what it means when all is parsed at once", () => {
  const random = seeded(7);
  let plain = 0;
  for (let round = 0; round < 4_000; round++) {
    const lines = Array.from(
      { length: 1 + random(9) },
      () => `${LINES[random(LINES.length)]}${ENDS[random(ENDS.length)]}`,
    );
    const text = lines.join("").slice(0, random(4) === 0 ? -1 : undefined);
    const allAtOnce = nothingPlain(text);
    expect(plainHeadersOf(allAtOnce).some((header) => header !== undefined)).toBe(false);
    expect({ text, outcome: outcome(text) }).toEqual({ text, outcome: outcome(allAtOnce) });
    if (plainHeadersOf(text).some((header) => header !== undefined)) plain++;
  }
  expect(plain).toBeGreaterThan(1_000);
});

test("the names of profiles are those of the sections, in their order, or a file cannot be read for the same reason", () => {
  const random = seeded(11);
  let plain = 0;
  for (let round = 0; round < 4_000; round++) {
    const ends = round % 2 === 0 ? ENDS : ["\n"];
    const lines = Array.from(
      { length: 1 + random(6) },
      () => `${LINES[random(LINES.length)]}${ends[random(ends.length)]}`,
    );
    const text = lines.join("").slice(0, random(4) === 0 ? -1 : undefined);
    if (plainNames(text, "config")) plain++;
    for (const kind of ["config", "credentials"] as const) {
      const sections = { config: new Map(), credentials: new Map() };
      const known = orWhyNot(() => {
        const files = { ...sections, [kind]: parseFile(text, "f") };
        return profileNames({
          config: { path: "f", sections: files.config },
          credentials: { path: "f", sections: files.credentials },
        });
      });
      const names = orWhyNot(() => [...new Set(namesIn(text, "f", kind))]);
      expect({ text, kind, names }).toEqual({ text, kind, names: known });
    }
  }
  expect(plain).toBeGreaterThan(100);
});

function orWhyNot(names: () => readonly string[]): readonly string[] | string {
  try {
    return names();
  } catch (error) {
    return String(error);
  }
}

test("sections as tools write them are plain, also with comments and empty lines", () => {
  const text = "[profile a]\nregion = eu-west-1\n\n# mine\n[sso-session corp]\r\nsso_region=eu-west-1\r\n[b]\nx = 1";
  expect(plainHeadersOf(text)).toEqual(["profile a", "sso-session corp", "b"]);
});

test("a problem names the line of the file", () => {
  const text = "[a]\nx = 1\n[profile b]\n\nrole_arn =\n";
  expect(parseFile(text, "f").get("profile b")?.problem?.message).toContain("line 5 has `role_arn` without a value");
});

function plainHeadersOf(text: string): (string | undefined)[] {
  const headers: (string | undefined)[] = [];
  forEachStretch(text, (_from, _end, header) => headers.push(header));
  return headers;
}
