import { expect, test } from "bun:test";
import { ActasError } from "../../base/errors.ts";
import { parseCredentialRequest, parseReply, parseRequest } from "./parse-request.ts";

const FOR = { target: "staging", freshness: "cached", interaction: "allowed", environment: { HOME: "/home/ana" } };
const ENVELOPE = { protocol: 1, version: "0.1.0" };

test("a request is what it says", () => {
  for (const request of [
    { ...ENVELOPE, request: "credentials", for: FOR, delivery: "process" },
    { ...ENVELOPE, request: "environment", for: { ...FOR, durationSeconds: 900, tokenCode: "123456" } },
    { ...ENVELOPE, request: "grant", for: FOR, program: "terraform" },
    { ...ENVELOPE, request: "shell-grant", for: FOR, shell: 4242 },
    { ...ENVELOPE, request: "end-shell-grants", shell: 4242 },
    { ...ENVELOPE, request: "whoami", for: FOR },
    { ...ENVELOPE, request: "login", source: "corp", grantType: "device", environment: {}, interaction: "allowed" },
    { ...ENVELOPE, request: "status" },
    { ...ENVELOPE, request: "status", credentialsAtMost: 20 },
    { ...ENVELOPE, request: "programs" },
    { ...ENVELOPE, request: "clear", kind: "all" },
    { ...ENVELOPE, request: "restart" },
    { ...ENVELOPE, request: "stop" },
  ]) {
    expect(parseRequest(JSON.stringify(request)).whole()).toEqual(request as never);
  }
});

test.each([
  ["no JSON", "{"],
  ["no object", '"status"'],
  ["an unknown request", JSON.stringify({ ...ENVELOPE, request: "secrets" })],
  ["what every object has in place of a request", JSON.stringify({ ...ENVELOPE, request: "constructor" })],
  ["a request without its target", JSON.stringify({ ...ENVELOPE, request: "grant", program: "sh" })],
  ["a shell that is no process", JSON.stringify({ ...ENVELOPE, request: "shell-grant", for: FOR, shell: "1 or 2" })],
  ["a shell and more", JSON.stringify({ ...ENVELOPE, request: "end-shell-grants", shell: 1, of: "all" })],
  [
    "a target that says what we do not know",
    JSON.stringify({ ...ENVELOPE, request: "whoami", for: { ...FOR, policy: "x" } }),
  ],
  [
    "a variable that we do not know",
    JSON.stringify({ ...ENVELOPE, request: "whoami", for: { ...FOR, environment: { PATH: "/bin" } } }),
  ],
  [
    "a variable that is no text",
    JSON.stringify({ ...ENVELOPE, request: "sources", interaction: "never", environment: { HOME: 1 } }),
  ],
  ["a value of the wrong kind", JSON.stringify({ ...ENVELOPE, request: "whoami", for: { ...FOR, region: 1 } })],
])("%s is refused, and not repeated", (_, line) => {
  try {
    parseRequest(line).whole();
    throw new Error("it was taken for a request");
  } catch (error) {
    expect(error).toBeInstanceOf(ActasError);
    expect(error).toMatchObject({
      code: "usage",
      message: "cannot understand the request: it is not a message of this protocol",
    });
  }
});

test("the envelope of a request that only another version understands can be read", () => {
  const later = { protocol: 2, version: "9.0.0", request: "tell-fortune", card: "ace" };
  expect(parseRequest(JSON.stringify(later))).toMatchObject({
    protocol: 2,
    version: "9.0.0",
    request: "tell-fortune",
  });
  expect(() => parseRequest('{"protocol":"1"}')).toThrow(ActasError);
});

test("replies are codes, reasons and a no", () => {
  for (const reply of [
    { type: "code", id: 1, code: "123456" },
    { type: "cannot-ask", id: 2, reason: "there is no terminal" },
    { type: "cancel", id: 3 },
  ] as const) {
    expect(parseReply(JSON.stringify(reply))).toEqual(reply);
  }
  for (const line of [
    '{"type":"toString","id":1}',
    '{"type":"code","id":1}',
    '{"type":"code","id":"1","code":"123456"}',
    '{"type":"code","id":1e999,"code":"123456"}',
    '["code"]',
    "{}",
  ]) {
    expect(() => parseReply(line)).toThrow(ActasError);
  }
});

test("a stored request of another version is read without what is not known here", () => {
  expect(parseCredentialRequest({ ...FOR, environment: { HOME: "/home/ana", AWS_LATER: "x" }, later: 1 })).toEqual(
    FOR as never,
  );
  expect(parseCredentialRequest({ target: "staging" })).toBeUndefined();
  expect(parseCredentialRequest(undefined)).toBeUndefined();
});
