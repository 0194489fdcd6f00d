import { describe, expect, test } from "bun:test";
import { parseFile } from "./parse-file.ts";

const PATH = "/home/ana/.aws/config";

/** Sections as plain data, for comparison. */
function plain(text: string): Record<string, Record<string, string>> {
  const sections = parseFile(text, PATH);
  return Object.fromEntries([...sections].map(([header, { settings }]) => [header, Object.fromEntries(settings)]));
}

describe("parseFile() reads", () => {
  test("sections and their settings", () => {
    expect(plain("[default]\nregion = eu-west-1\n\n[profile dev]\nregion=eu-west-2\noutput  =  json  \n")).toEqual({
      default: { region: "eu-west-1" },
      "profile dev": { region: "eu-west-2", output: "json" },
    });
  });

  test("CRLF, a byte order mark, tabs, and no line end at the end", () => {
    expect(plain("\uFEFF[default]\r\n\tregion\t=\teu-west-1\r\noutput = json")).toEqual({
      default: { region: "eu-west-1", output: "json" },
    });
  });

  test("comments on their own line, after a setting and after a header", () => {
    const text = "# a = b\n; c\n[default] # [x]\n  # e = f\nregion = eu-west-1 ; not us\nname = a#b;c\n[dev]#x\na = 1";
    expect(plain(text)).toEqual({ default: { region: "eu-west-1", name: "a#b;c" }, dev: { a: "1" } });
  });

  test("a section that comes twice as one, the later setting winning", () => {
    expect(plain("[profile a]\nx = 1\ny = 1\n[b]\nz = 1\n[profile   'a']\nx = 2")).toEqual({
      "profile a": { x: "2", y: "1" },
      b: { z: "1" },
    });
  });

  test("quoted names, names with spaces, and names of any letters", () => {
    const text = `[profile "a"]\nx=1\n[profile 'my dev']\nx=1\n[profile our dev]\nx=1\n[two words]\nx=1\n[ profile\tétage (1) ]\nx=1\n["q"]\nx=1`;
    expect(Object.keys(plain(text))).toEqual([
      "profile a",
      "profile my dev",
      "profile our dev",
      "two words",
      "profile étage (1)",
      "q",
    ]);
  });

  test("sections named like parts of JavaScript, and leaves JavaScript alone", () => {
    const text =
      "[constructor]\nkeys = 1\n[__proto__]\nx = 1\n[profile __proto__]\nx = 1\n[toString]\n__proto__ = 1\nx = 1";
    const sections = parseFile(text, PATH);
    expect([...sections.keys()]).toEqual(["constructor", "__proto__", "profile __proto__", "toString"]);
    expect([...sections.values()].map(({ settings }) => settings.size)).toEqual([1, 1, 1, 2]);
    expect(typeof Object.keys).toBe("function");
    expect("x" in {}).toBe(false);
  });

  test("a section without settings", () => {
    expect(plain("[profile empty]\n")).toEqual({ "profile empty": {} });
  });

  test("keys in lower case, and an empty value as absent", () => {
    expect(plain("[default]\nRegion = eu-west-1\nrole_arn =\noutput = json")).toEqual({
      default: { region: "eu-west-1", output: "json" },
    });
  });

  test("nested settings", () => {
    expect(
      plain("[services dev]\nsts =\n  endpoint_url = http://127.0.0.1:1\ns3 =\n  endpoint_url = http://s3\n"),
    ).toEqual({
      "services dev": { "sts.endpoint_url": "http://127.0.0.1:1", "s3.endpoint_url": "http://s3" },
    });
  });

  test("a section that is indented as a whole, without taking an empty value for nested settings", () => {
    expect(plain("[profile dev]\n  region =\n  role_arn = r\n  s3 =\n    x = 1\n  output = json")).toEqual({
      "profile dev": { role_arn: "r", "s3.x": "1", output: "json" },
    });
  });

  test("a command with continuation lines as one", () => {
    const text = "[a]\ncredential_process = x\n  --user ben\n\n  # note\n\t--y=z\nregion = r";
    expect(plain(text)).toEqual({ a: { credential_process: "x --user ben --y=z", region: "r" } });
  });

  test("a whole command, even where quotes hold something like a comment", () => {
    const text = `[a]\ncredential_process = x "a # b" 'c ; d' e\\ #f g#h`;
    expect(plain(text)).toEqual({ a: { credential_process: `x "a # b" 'c ; d' e\\ #f g#h` } });
  });

  test("a value with continuation lines like botocore", () => {
    expect(plain("[a]\nnote = x\n  y\n\n  z\nregion = r")).toEqual({ a: { note: "x\ny\nz", region: "r" } });
  });

  test("a colon like `=`", () => {
    expect(plain("[a]\nregion: r\ncredential_process: x --y=z\nnote = a:b")).toEqual({
      a: { region: "r", credential_process: "x --y=z", note: "a:b" },
    });
  });

  test("line ends of all kinds", () => {
    expect(plain("[a]\rregion = r\routput = json\r\n[b]\rx = 1")).toEqual({
      a: { region: "r", output: "json" },
      b: { x: "1" },
    });
  });

  test("blanks that are not ASCII around keys and values", () => {
    expect(plain("[a]\n\u00A0region\u3000=\u2003r\u00A0\n")).toEqual({ a: { region: "r" } });
  });

  test("the settings of `[DEFAULT]` into every other section, and no profile of that name", () => {
    expect(plain("[DEFAULT]\nregion = r\noutput = json\n[a]\nregion = x\n[b]\n")).toEqual({
      a: { region: "x", output: "json" },
      b: { region: "r", output: "json" },
    });
  });

  test("an empty file", () => {
    expect(plain("")).toEqual({});
    expect(plain("\uFEFF\n\n# nothing\n")).toEqual({});
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

  test("so that they are neither in the settings nor in print", () => {
    const sections = parseFile(text, PATH);
    expect(Bun.inspect(sections, { depth: 9 })).not.toContain("hush");
    expect([...sections.get("default")!.settings.keys()]).toEqual(["aws_access_key_id"]);
    expect(sections.get("default")!.secrets.get("aws_secret_access_key")?.reveal()).toBe("hush1");
    expect(sections.get("default")!.secrets.get("aws_session_token")?.reveal()).toBe("hush2");
  });

  test("also where `[DEFAULT]` has them", () => {
    const sections = parseFile(text.replace("default", "DEFAULT").concat("\n[a]\naws_session_token = own"), PATH);
    expect(Bun.inspect(sections, { depth: 9 })).not.toContain("hush");
    expect(sections.get("a")!.secrets.get("aws_secret_access_key")?.reveal()).toBe("hush1");
    expect(sections.get("a")!.secrets.get("aws_session_token")?.reveal()).toBe("own");
  });
});
