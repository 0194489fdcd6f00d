import { expect, test } from "bun:test";
import { dockerEnv } from "./docker-env.ts";

test("a line has a variable as it is, and what is to be removed is left out", () => {
  expect(dockerEnv({ A: "a b'\"$x", B: null, C: "" })).toBe("A=a b'\"$x\nC=\n");
});
