import { describe, expect, test } from "bun:test";
import { externalDataInterceptor } from "@smithy/shared-ini-file-loader";
import { seeded } from "../../test/seeded.ts";
import { ActasError } from "../base/errors.ts";
import { parseFile } from "./parse-file.ts";

const PATH = "/home/ana/.aws/config";

/** Sections as plain data: what the tests compare. */
async function plain(text: string): Promise<Record<string, Record<string, string>>> {
  const sections = await parseFile(text, PATH);
  return Object.fromEntries([...sections].map(([header, { settings }]) => [header, Object.fromEntries(settings)]));
}

describe("parseFile() reads", () => {
  test("sections and their settings", async () => {
    expect(
      await plain("[default]\nregion = eu-west-1\n\n[profile dev]\nregion=eu-west-2\noutput  =  json  \n"),
    ).toEqual({
      default: { region: "eu-west-1" },
      "profile dev": { region: "eu-west-2", output: "json" },
    });
  });

  test("CRLF, a byte order mark, tabs, and no line end at the end", async () => {
    expect(await plain("\uFEFF[default]\r\n\tregion\t=\teu-west-1\r\noutput = json")).toEqual({
      default: { region: "eu-west-1", output: "json" },
    });
  });

  test("comments on their own line, after a setting and after a header", async () => {
    const text = "# a = b\n; c\n[default] # [x]\n  # e = f\nregion = eu-west-1 ; not us\nname = a#b;c\n[dev]#x\na = 1";
    expect(await plain(text)).toEqual({ default: { region: "eu-west-1", name: "a#b;c" }, dev: { a: "1" } });
  });

  test("a section that comes twice as one, the later setting winning", async () => {
    expect(await plain("[profile a]\nx = 1\ny = 1\n[b]\nz = 1\n[profile   'a']\nx = 2")).toEqual({
      "profile a": { x: "2", y: "1" },
      b: { z: "1" },
    });
  });

  test("quoted names, names with spaces, and names of any letters", async () => {
    const text = `[profile "a"]\nx=1\n[profile 'my dev']\nx=1\n[profile our dev]\nx=1\n[two words]\nx=1\n[ profile\tétage (1) ]\nx=1\n["q"]\nx=1`;
    expect(Object.keys(await plain(text))).toEqual([
      "profile a",
      "profile my dev",
      "profile our dev",
      "two words",
      "profile étage (1)",
      "q",
    ]);
  });

  test("sections named like parts of JavaScript, and leaves JavaScript alone", async () => {
    const text =
      "[constructor]\nkeys = 1\n[__proto__]\nx = 1\n[profile __proto__]\nx = 1\n[toString]\n__proto__ = 1\nx = 1";
    const sections = await parseFile(text, PATH);
    expect([...sections.keys()]).toEqual(["constructor", "__proto__", "profile __proto__", "toString"]);
    expect([...sections.values()].map(({ settings }) => settings.size)).toEqual([1, 1, 1, 1]);
    expect(typeof Object.keys).toBe("function");
    expect("x" in {}).toBe(false);
  });

  test("a section without settings", async () => {
    expect(await plain("[profile empty]\n")).toEqual({ "profile empty": {} });
  });

  test("keys in lower case, and an empty value as absent", async () => {
    expect(await plain("[default]\nRegion = eu-west-1\nrole_arn =\noutput = json")).toEqual({
      default: { region: "eu-west-1", output: "json" },
    });
  });

  test("nested settings", async () => {
    expect(
      await plain("[services dev]\nsts =\n  endpoint_url = http://127.0.0.1:1\ns3 =\n  endpoint_url = http://s3\n"),
    ).toEqual({
      "services dev": { "sts.endpoint_url": "http://127.0.0.1:1", "s3.endpoint_url": "http://s3" },
    });
  });

  test("a section that is indented as a whole, without taking an empty value for a nest", async () => {
    expect(await plain("[profile dev]\n  region =\n  role_arn = r\n  s3 =\n    x = 1\n  output = json")).toEqual({
      "profile dev": { role_arn: "r", "s3.x": "1", output: "json" },
    });
  });

  test("a continuation line without minding it", async () => {
    expect(await plain("[default]\ncredential_process = a\n  b\nregion = r")).toEqual({
      default: { credential_process: "a", region: "r" },
    });
  });

  test("an empty file", async () => {
    expect(await plain("")).toEqual({});
    expect(await plain("\uFEFF\n\n# nothing\n")).toEqual({});
  });
});

describe("parseFile() wraps secrets", () => {
  const text = `[default]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = hush1
AWS_Session_Token = hush2
nest =
  aws_secret_access_key = hush3
aws_security_token = hush4`;

  test("so that they are neither in the settings nor in print", async () => {
    const sections = await parseFile(text, PATH);
    expect(Bun.inspect(sections, { depth: 9 })).not.toContain("hush");
    expect([...sections.get("default")!.settings.keys()]).toEqual(["aws_access_key_id"]);
    expect(sections.get("default")!.secrets.get("aws_secret_access_key")?.reveal()).toBe("hush1");
    expect(sections.get("default")!.secrets.get("aws_session_token")?.reveal()).toBe("hush2");
  });

  test("and leaves nothing in the library's record of files", async () => {
    await parseFile(text, PATH);
    expect(Object.keys(externalDataInterceptor.getFileRecord())).toEqual([]);
  });
});

describe("parseFile() refuses, by file and line", () => {
  test.each([
    ["region = hush\n[default]", "line 1 is outside any section"],
    ["[default]\n[profile hush\nregion = hush", "line 2 is not a closed section header"],
    ["[default]\n\n[profile a] hush", "line 3 is not a closed section header"],
    ["[default]\n[a]b]", "line 2 is not a closed section header"],
    ["[default]\n[]", "line 2 is a section header without a name"],
    ["# x\n[default]\nhush", "line 3 is not of the form `key = value`"],
    ["[default]\nregion: hush", "line 2 is not of the form `key = value`"],
    ["[default]\n= hush", "line 2 is not of the form `key = value`"],
    ["[default]\nhush # = x", "line 2 is not of the form `key = value`"],
    ["[default]\n  hush", "line 2 is not of the form `key = value`"],
    ["[default]\n  a = 1\n  hush", "line 3 is not of the form `key = value`"],
    ["[default]\r\nregion = x\r\nhush", "line 3 is not of the form `key = value`"],
    ["[default]\rregion = hush", "line 1 is not a closed section header"],
  ])("%j", async (text, reason) => {
    const error = await parseFile(text, PATH).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ActasError);
    expect(error).toHaveProperty("code", "configuration");
    expect(error).toHaveProperty("message", `cannot read ${PATH}: ${reason}`);
  });
});

test("whatever the bytes, parseFile() reads them or refuses them by line, and never repeats a line", async () => {
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
      await parseFile(marked, PATH);
    } catch (error) {
      expect(error).toBeInstanceOf(ActasError);
      expect(String(error)).toMatch(/^ActasError: cannot read \/home\/ana\/\.aws\/config: line \d+ is [a-z `=]+$/);
    }
  }
});
