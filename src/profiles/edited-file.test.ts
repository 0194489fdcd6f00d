import { expect, test } from "bun:test";
import { EditedFile } from "./edited-file.ts";
import { parseFile } from "./parse-file.ts";

const FILE = `# of ana
[default]
region = eu-west-1   # home

; staging
[ profile  staging ]  # a comment
  role_arn=arn:aws:iam::111122223333:role/Dev   ; who
  source_profile : ana
  s3 =
    max_concurrent_requests = 20

    addressing_style = path
  # of what follows
  region = eu-west-1

[profile "b c"]
output = json`;

function edited(text: string, change: (file: EditedFile) => void): string {
  const file = new EditedFile(text, "/home/ana/.aws/config");
  change(file);
  return file.text;
}

test("a key gets another name, and everything else stays", () => {
  const text = edited(FILE, (file) => file.rename("profile staging", "role_arn", "actas_role_arn"));
  expect(text).toBe(FILE.replace("  role_arn=", "  actas_role_arn="));
  expect(edited(FILE, (file) => file.rename("profile staging", "source_profile", "of"))).toContain("\n  of : ana\n");
});

test("a setting goes with the lines on which its value goes on, and the comments below stay", () => {
  const text = edited(FILE, (file) => file.remove("profile staging", "s3"));
  const gone = "  s3 =\n    max_concurrent_requests = 20\n\n    addressing_style = path\n";
  expect(text).toBe(FILE.replace(gone, ""));
});

test("a setting is written where the section has one, else below its last one, indented alike", () => {
  const setting = { key: "region", value: "us-east-1" };
  expect(edited(FILE, (file) => file.set("profile staging", setting))).toBe(
    FILE.replace("  region = eu-west-1\n", "  region = us-east-1\n"),
  );
  const below = { key: "output", value: "json" };
  expect(edited(FILE, (file) => file.set("profile staging", below))).toBe(
    FILE.replace("  region = eu-west-1\n", "  region = eu-west-1\n  output = json\n"),
  );
  expect(edited(FILE, (file) => file.set("profile b c", setting))).toBe(`${FILE}\nregion = us-east-1\n`);
  expect(edited("[a]\n\n[b]\n", (file) => file.set("a", setting))).toBe("[a]\nregion = us-east-1\n\n[b]\n");
});

test("of a section that is there twice both are changed, and a key that is there twice is written once", () => {
  const twice = "[a]\nk = 1\n[b]\nk = 2\n[a]\nk = 3\n  4\nk = 5\n";
  expect(edited(twice, (file) => file.remove("a", "k"))).toBe("[a]\n[b]\nk = 2\n[a]\n");
  expect(edited(twice, (file) => file.rename("a", "k", "l"))).toBe(twice.replace(/k = ([1345])/g, "l = $1"));
  expect(edited(twice, (file) => file.set("a", { key: "k", value: "6" }))).toBe("[a]\nk = 6\n[b]\nk = 2\n[a]\n");
});

test("lines end as they do in the file, and a byte order mark stays first", () => {
  const text = edited("\uFEFF[a]\r\nk = 1\r\n", (file) => {
    file.set("a", { key: "l", value: "2" });
    file.add("b", [{ key: "m", value: "3" }]);
  });
  expect(text).toBe("\uFEFF[a]\r\nk = 1\r\nl = 2\r\n\r\n[b]\r\nm = 3\r\n");
});

test("a section is added at the end, with one empty line above it", () => {
  const add = (file: EditedFile) => file.add("profile new", [{ key: "region", value: "eu-west-1" }]);
  const section = "[profile new]\nregion = eu-west-1\n";
  expect(edited("", add)).toBe(section);
  expect(edited("[a]\n", add)).toBe(`[a]\n\n${section}`);
  expect(edited("[a]", add)).toBe(`[a]\n\n${section}`);
  expect(edited("[a]\n\n\n", add)).toBe(`[a]\n\n\n${section}`);
});

test("what is written in a file of any form is read back", () => {
  const forms = [FILE, FILE.replaceAll("\n", "\r\n"), `\uFEFF${FILE}`, `${FILE}\n\n\n`, `${FILE}\n  # end`];
  for (const form of forms) {
    const text = edited(form, (file) => {
      for (const section of ["default", "profile staging", "profile b c"]) {
        file.set(section, { key: "credential_process", value: "actas process 'a b'" });
        file.set(section, { key: "region", value: "us-east-1" });
      }
    });
    const before = parseFile(form, "config");
    for (const [header, { settings }] of parseFile(text, "config")) {
      const others = [...(before.get(header)?.settings ?? [])].filter(([key]) => key !== "region");
      const written = { region: "us-east-1", credential_process: "actas process 'a b'" };
      expect(Object.fromEntries(settings)).toEqual({ ...Object.fromEntries(others), ...written });
    }
  }
});

test.each([..."\r\n\0\u001b\u007f\u0085\u2028"])("what has the control character %j is not written anywhere", (odd) => {
  const text = `x${odd}[profile evil]`;
  const changes: readonly ((file: EditedFile) => void)[] = [
    (file) => file.set("default", { key: "region", value: text }),
    (file) => file.set("default", { key: text, value: "x" }),
    (file) => file.set("default", { key: "new", value: text }),
    (file) => file.rename("default", "region", text),
    (file) => file.add(text, []),
    (file) => file.add("profile new", [{ key: "region", value: text }]),
    (file) => file.append([text]),
    (file) => file.replaceLines(0, 1, [text]),
  ];
  for (const change of changes) {
    const file = new EditedFile(FILE, "/home/ana/.aws/config");
    expect(() => change(file)).toThrow("cannot change /home/ana/.aws/config: what is to be written has control");
    expect(file.text).toBe(FILE);
  }
});

test("no section is added that counts in all others", () => {
  const file = new EditedFile(FILE, "/home/ana/.aws/credentials");
  expect(() => file.add("DEFAULT", [{ key: "aws_session_token", value: "x" }])).toThrow("counts in every section");
  expect(file.text).toBe(FILE);
});
