import { afterEach, expect, test } from "bun:test";
import { userInfo } from "node:os";
import { requestEnvironment } from "./request-environment.ts";

const before = process.env.HOME;
afterEach(() => {
  process.env.HOME = before;
});

test.each([undefined, ""])(
  "a HOME of %p is that of the user database, not the one the agent was started with",
  (home) => {
    if (home === undefined) delete process.env.HOME;
    else process.env.HOME = home;
    expect(requestEnvironment().HOME).toBe(userInfo().homedir);
  },
);

test("a HOME that is set goes along as it is", () => {
  process.env.HOME = "/somewhere/else";
  expect(requestEnvironment().HOME).toBe("/somewhere/else");
});
