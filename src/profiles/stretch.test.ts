import { expect, test } from "bun:test";
import { seeded } from "../../test/seeded.ts";
import { parseFile } from "./parse-file.ts";
import { stretchesOf } from "./stretch.ts";

const LINES = [
  ..."[default]|[DEFAULT]|[a]|[b]|[profile a]|[profile b]|[profile 'a']|[profile default]|[profile a b]".split("|"),
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
    expect([...stretchesOf(allAtOnce)].some(({ plainHeader }) => plainHeader !== undefined)).toBe(false);
    expect({ text, outcome: outcome(text) }).toEqual({ text, outcome: outcome(allAtOnce) });
    if ([...stretchesOf(text)].some(({ plainHeader }) => plainHeader !== undefined)) plain++;
  }
  expect(plain).toBeGreaterThan(1_000);
});

test("sections as tools write them are plain, also with comments and empty lines", () => {
  const text = "[profile a]\nregion = eu-west-1\n\n# mine\n[sso-session corp]\r\nsso_region=eu-west-1\r\n[b]\nx = 1";
  expect([...stretchesOf(text)].map(({ plainHeader }) => plainHeader)).toEqual(["profile a", "sso-session corp", "b"]);
});

test("a problem names the line of the file", () => {
  const text = "[a]\nx = 1\n[profile b]\n\nrole_arn =\n";
  expect(parseFile(text, "f").get("profile b")?.problem?.message).toContain("line 5 has `role_arn` without a value");
});
