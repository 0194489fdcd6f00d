import { expect, test } from "bun:test";
import { judgeCallback } from "./judge-callback.ts";

const context = { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" };

function judge(query: string) {
  return judgeCallback(new URL(`http://127.0.0.1:1/oauth2callback?${query}`), "right", context);
}

test("a code with the right state is taken", () => {
  expect(judge("code=c&state=right").kind).toBe("code");
  expect(judge("state=right&code=c&iss=https%3A%2F%2Fa.example&session_state=x").kind).toBe("code");
});

test.each([
  ["no state", "code=c"],
  ["another state", "code=c&state=wrong"],
  ["a state that begins alike", "code=c&state=righ"],
  ["a longer state", "code=c&state=right2"],
  ["an empty state", "code=c&state="],
  ["two states, the right one first", "code=c&state=right&state=wrong"],
  ["two states, the right one last", "code=c&state=wrong&state=right"],
  ["the right state twice", "code=c&state=right&state=right"],
  ["a refusal without the state", "error=access_denied"],
  ["a refusal with another state", "error=access_denied&state=wrong"],
  ["two codes", "code=c&code=d&state=right"],
  ["two issuers", "code=c&state=right&iss=a&iss=b"],
  ["no code", "state=right"],
  ["an empty code", "code=&state=right"],
])("%s changes nothing", (_what, query) => {
  expect(judge(query).kind).toBe("not-ours");
});

test("the user's no ends the sign-in", () => {
  expect(judge("error=access_denied&state=right")).toMatchObject({
    kind: "refused",
    error: { code: "access-denied", message: 'cannot sign in to "contoso": it was refused in the browser' },
  });
});

test("a refusal beside a code is a refusal", () => {
  expect(judge("error=server_error&code=c&state=right").kind).toBe("refused");
});

test("what the server says besides its error code stays out of the error", () => {
  const verdict = judge("error=%1B%5B2Jx&error_description=the+code+c0de&state=right");
  const text = verdict.kind === "refused" ? `${verdict.error.message} ${verdict.error.hints}` : "";
  expect(text).toContain("answered with an error");
  expect(text).not.toMatch(/c0de|2J/);
});
