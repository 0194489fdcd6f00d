import { afterAll, describe, expect, test } from "bun:test";
import { Secret } from "../../base/secret.ts";
import { consoleSignIn } from "./console-sign-in.ts";

const KEYS = {
  accessKeyId: "ASIA1",
  secretAccessKey: new Secret("s3cret&x"),
  sessionToken: new Secret("t0ken+/="),
};

let answer: () => Response = () => Response.json({ SigninToken: "sign1n" });
const asked: { method: string; url: string; form: URLSearchParams }[] = [];
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: async (request) => {
    asked.push({ method: request.method, url: request.url, form: new URLSearchParams(await request.text()) });
    return answer();
  },
});
const endpoint = `http://127.0.0.1:${server.port}/federation`;
afterAll(() => server.stop(true));

test("the keys go in the body, never in the address", async () => {
  const token = await consoleSignIn(KEYS, { endpoint, durationSeconds: 3600 });
  expect(token === "refused" || token.reveal()).toBe("sign1n");
  const { form, method, url } = asked.at(-1)!;
  expect({ method, url }).toEqual({ method: "POST", url: endpoint });
  expect(JSON.parse(form.get("Session") ?? "")).toEqual({
    sessionId: "ASIA1",
    sessionKey: "s3cret&x",
    sessionToken: "t0ken+/=",
  });
  expect([form.get("Action"), form.get("SessionDuration")]).toEqual(["getSigninToken", "3600"]);
});

test("without a wish no duration is sent", async () => {
  await consoleSignIn(KEYS, { endpoint });
  expect(asked.at(-1)?.form.has("SessionDuration")).toBe(false);
});

test.each([400, 401, 403])("status %i is a refusal", async (status) => {
  answer = () => new Response("<html>Bad Request</html>", { status });
  expect(await consoleSignIn(KEYS, { endpoint })).toBe("refused");
});

describe("an answer without a token is an error that repeats no secret:", () => {
  test.each([
    ["a redirect", () => Response.redirect("https://evil.example/", 302)],
    ["a failure", () => new Response("s3cret&x", { status: 500 })],
    ["too many requests", () => new Response("", { status: 429 })],
    ["no JSON", () => new Response("hello")],
    ["null", () => Response.json(null)],
    ["an empty token", () => Response.json({ SigninToken: "" })],
    ["a token that is no text", () => Response.json({ SigninToken: {} })],
  ])("%s", async (_, given) => {
    answer = given;
    const error = await consoleSignIn(KEYS, { endpoint }).catch(String);
    expect(error).toContain("cannot sign in to the console: 127.0.0.1:");
    expect(error).not.toContain("s3cret");
  });
});
