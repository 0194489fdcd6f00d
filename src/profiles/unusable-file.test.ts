import { describe, expect, test } from "bun:test";
import { seeded } from "../../test/seeded.ts";
import { ActasError } from "../base/errors.ts";
import { parseFile } from "./parse-file.ts";

const PATH = "/home/ana/.aws/config";

describe("parseFile() refuses, by file and line", () => {
  test.each([
    ["region = hush\n[default]", "line 1 is outside any section"],
    ["[default]\n[profile hush\nregion = hush", "line 2 is not a closed section header"],
    ["[default]\n\n[profile a] hush", "line 3 is not a closed section header"],
    ["[default]\n[a]b]", "line 2 is not a closed section header"],
    ["[default]\n[]", "line 2 is a section header without a name"],
    ["# x\n[default]\nhush", "line 3 is not of the form `key = value`"],
    ["[default]\n: hush", "line 2 is not of the form `key = value`"],
    ["[default]\n= hush", "line 2 is not of the form `key = value`"],
    ["[default]\nhush # = x", "line 2 is not of the form `key = value`"],
    ["[default]\n  hush", "line 2 is not of the form `key = value`"],
    ["[default]\ns3 =\n  hush", "line 2 is followed by an indented line that is not of the form `key = value`"],
    ["[default]\n\u200Brole_arn = hush", "line 2 has an invisible character beside its key"],
    ["[default]\nrole_arn\x1F= hush", "line 2 has an invisible character beside its key"],
    ["[default]\n\uFEFF\x00role_arn = hush", "line 2 has an invisible character beside its key"],
    ["[default]\n  a = 1\n  hush", "line 3 is not of the form `key = value`"],
    ["[default]\r\nregion = x\r\nhush", "line 3 is not of the form `key = value`"],
  ])("%j", (text, reason) => {
    expect(() => parseFile(text, PATH)).toThrow(
      expect.objectContaining({ code: "configuration", message: `cannot read ${PATH}: ${reason}` }),
    );
  });
});

describe("parseFile() reads, but marks as unusable, by line", () => {
  const half = "has a command with ` #` or ` ;` outside quotes, of which some SDKs run half";
  const quotes = "has a command that goes on to another line within quotes";
  const indented = "is followed by an indented setting or section";
  test.each([
    ["[a]\nregion = x\n  role_arn = hush", `line 2 ${indented}`],
    ["[a]\naws_access_key_id = x\n  aws_secret_access_key = hush", `line 2 ${indented}`],
    ["[a]\naws_access_key_id = x\n  hush", "line 2 has a value that goes on to another line"],
    ["[a]\nregion = x\n  [profile hush]\nrole_arn = hush", `line 2 ${indented}`],
    ["[a]\ncredential_process = x\n  aws_secret_access_key = hush", `line 2 ${indented}`],
    ["[a]\ncredential_process = x # hush", `line 2 ${half}`],
    ["[a]\ncredential_process = x ; hush", `line 2 ${half}`],
    ["[a]\ncredential_process = x #y\n  --user hush", `line 2 ${half}`],
    ['[a]\ncredential_process = x "y\n  hush"', `line 2 ${quotes}`],
    ["[a]\ncredential_process = x 'y\n  hush", `line 2 ${quotes}`],
    ["[a]\ncredential_process = x \\\n  hush", `line 2 ${quotes}`],
    ["[a]\nrole_arn =", "line 2 has `role_arn` without a value"],
    ["[a]\nrole_arn = # hush", "line 2 has `role_arn` without a value"],
    ["[a]\nx = 1\nActas_Role_Arn:", "line 3 has `actas_role_arn` without a value"],
    ["[a]\ncredential_process = ", "line 2 has `credential_process` without a value"],
    ["[a]\nsso_account_id =\nsso_role_name = hush", "line 2 has `sso_account_id` without a value"],
    ["[DEFAULT]\nrole_arn =\n[a]\nx = hush", "line 2 has `role_arn` without a value"],
    ['[a]\nx = 1\n["a"]\nx = hush', "line 3 is a section again that has another header above"],
  ])("%j", (text, reason) => {
    const sections = parseFile(text, PATH);
    expect(sections.get("a")?.problem).toHaveProperty("message", `cannot read ${PATH}: ${reason}`);
    expect(Bun.inspect([...(sections.get("a")?.settings ?? [])])).not.toContain("secret");
  });

  test("a default profile after `[profile default]`, since the SDKs disagree which of them counts", () => {
    const problem = `cannot read ${PATH}: line 3 is a section again that has another header above`;
    expect(
      parseFile("[profile default]\nx = 1\n[default]\nx = 2", PATH).get("profile default")?.problem,
    ).toHaveProperty("message", problem);
    expect(
      parseFile("[default]\nx = 1\n[profile default]\nx = 2", PATH).get("profile default")?.problem,
    ).toBeUndefined();
  });
});

test("whatever the bytes, parseFile() reads them or refuses them by line, and never repeats a line", () => {
  const random = seeded(7);
  const pieces = [
    "[",
    "]",
    "=",
    " ",
    "\t",
    "\n",
    "\r\n",
    "#",
    ";",
    "profile ",
    "default",
    '"',
    "\0",
    "\uFEFF",
    "é",
    "__proto__",
  ];
  for (let round = 0; round < 3000; round++) {
    const parts = Array.from({ length: random(40) }, () =>
      random(4) === 0
        ? Buffer.from([random(256), random(256)]).toString("utf8")
        : (pieces[random(pieces.length)] ?? ""),
    );
    const marked = parts.map((part) => (random(5) === 0 ? `${part}HUSH` : part)).join("");
    try {
      parseFile(marked, PATH);
    } catch (error) {
      expect(error).toBeInstanceOf(ActasError);
      expect(String(error)).toMatch(
        /^ActasError: cannot read \/home\/ana\/\.aws\/config: line \d+ (is|has) [a-z `=]+$/,
      );
    }
  }
});
