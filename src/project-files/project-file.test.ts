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

test("null stands for a key that is not there", () => {
  expect(parse({ ...role, mode: null, assume_role: null })).toEqual(role);
});

test("a profile may take the place of source and role, in our own file only", () => {
  expect(parse({ profile: "staging" })).toEqual({ profile: "staging" });
  expect(() => parse({ ...role, profile: "staging" }, ".mairu.json")).toThrow("its key `profile` is unknown");
});

test("comments and the name of a schema are allowed, and say nothing", () => {
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
  ["{ sesame }", "line 1 is not JSON: "],
  ['{ "profile": "a" }\n{ "profile": "b" }', "line 2 is not JSON: "],
])("%p is refused", (content, reason) => {
  expect(() => parse(content)).toThrow(`cannot use /p/.actas.json: ${reason}`);
});

test("a misspelt key comes with the one that was meant", () => {
  expect(() => parse({ ...role, regoin: "x" })).toThrow(expect.objectContaining({ hints: ["did you mean `region`?"] }));
});

test("no error repeats what the file says", () => {
  expect(() => parse({ ...role, mode: "sesame" })).not.toThrow("sesame");
  expect(() => parse("{ sesame }")).not.toThrow("sesame");
});
