import { expect, test } from "bun:test";
import { parseProjectFile } from "./project-file.ts";

function parse(content: unknown, name = ".actas.json"): unknown {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return parseProjectFile({ path: `/p/${name}`, bytes: new TextEncoder().encode(text) });
}

const role = { server: "corp", role: "dev" };

const ARN = "arn:aws:iam::111122223333:role/Deploy";

test("a file names a source and a role", () => {
  expect(parse(role, ".mairu.json")).toEqual(role);
});

test("every key is read", () => {
  const assume_role = { role_arn: ARN, duration_seconds: 3600, external_id: "x", role_session_name: "ana" };
  const all = { ...role, mode: "static", assume_role, region: "eu-west-1", account: "012345678901" };
  expect(parse(all)).toEqual(all);
});

test("null counts as absent", () => {
  expect(parse({ ...role, mode: null, assume_role: null })).toEqual(role);
});

test("a profile may replace source and role, in our own file only", () => {
  expect(parse({ profile: "staging" })).toEqual({ profile: "staging" });
  expect(() => parse({ ...role, profile: "staging" }, ".mairu.json")).toThrow("its key `profile` is unknown");
});

test("comments and the name of a schema are allowed, and ignored", () => {
  expect(parse('{ "$schema": "x", // a comment\n "server": "corp", "role": "dev" }')).toEqual(role);
});

test.each([
  [{}, "it has to name either `server` and `role`, or `profile`"],
  [{ server: "corp" }, "it has to name either"],
  [{ ...role, profile: "staging" }, "it has to name either"],
  [{ ...role, account: 123456789012 }, "its key `account` must be 12 digits in quotes"],
  [{ ...role, mode: "imds" }, "its key `mode` must be `container` or `env`"],
  [{ ...role, role: "" }, "its key `role` must be plain text"],
  [{ ...role, role: "dev\u001b[2K" }, "its key `role` must be plain text"],
  [{ ...role, role: "dev\u202e" }, "its key `role` must be plain text"],
  [{ ...role, assume_role: {} }, "its key `assume_role.role_arn` must be the ARN of an IAM role"],
  [{ ...role, assume_role: { role_arn: "Dev" } }, "its key `assume_role.role_arn` must be the ARN of an IAM role"],
  [{ ...role, assume_role: { role_arn: ARN, duration: 1 } }, "its key `assume_role.duration` is unknown"],
  [{ ...role, rolle: "dev" }, "its key `rolle` is unknown"],
  [[role], "it is not one JSON object"],
  ["{ sesame }", "line 1, column 3 is not JSON: "],
  ['{ "profile": "a" }\n{ "profile": "b" }', "line 2, column 1 is not JSON: "],
])("%p is refused", (content, reason) => {
  expect(() => parse(content)).toThrow(`cannot use /p/.actas.json: ${reason}`);
});

test.each([
  ["a blank that is not a space", "\u00a0"],
  ["the Hangul filler", "\u3164"],
  ["the half-width Hangul filler", "\uffa0"],
  ["a Hangul initial filler", "\u115f"],
  ["the empty Braille pattern", "\u2800"],
  ["a line separator", "\u2028"],
  ["a variation selector", "\ufe0f"],
  ["another variation selector", "\u{e0100}"],
  ["a letter of a tag", "\u{e0041}"],
  ["the Ogham space", "\u1680"],
  ["the ideographic space", "\u3000"],
  ["a combining grapheme joiner", "\u034f"],
  ["a space of no width", "\u200b"],
  ["a null notehead", "\u{1d159}"],
  ["half a character", "\ud800"],
])("%s is refused wherever text is allowed, since it is invisible", (_, unseen) => {
  for (const value of [`dev${unseen}`, `${unseen}dev`, `de${unseen}v`, unseen]) {
    expect(() => parse({ ...role, role: value })).toThrow("its key `role` must be plain text");
    expect(() => parse({ ...role, server: value })).toThrow("its key `server` must be plain text");
    expect(() => parse({ ...role, region: value })).toThrow("its key `region` must be plain text");
    expect(() => parse({ profile: value })).toThrow("its key `profile` must be plain text");
    expect(() => parse({ ...role, assume_role: { role_arn: ARN, external_id: value } })).toThrow("plain text");
    expect(() => parse({ ...role, assume_role: { role_arn: ARN, role_session_name: value } })).toThrow("plain text");
    expect(() => parse({ ...role, assume_role: { role_arn: `${ARN}${unseen}` } })).toThrow("`assume_role.role_arn`");
  }
});

test("a space counts as text between other characters only", () => {
  expect(parse({ profile: "my dev" })).toEqual({ profile: "my dev" });
  for (const profile of [" dev", "dev ", " "]) expect(() => parse({ profile })).toThrow("plain text");
});

test("the error for a misspelt key suggests the right one", () => {
  expect(() => parse({ ...role, regoin: "x" })).toThrow(expect.objectContaining({ hints: ["did you mean `region`?"] }));
});

test("no error repeats the content of the file", () => {
  expect(() => parse({ ...role, mode: "sesame" })).not.toThrow("sesame");
  expect(() => parse("{ sesame }")).not.toThrow("sesame");
});
