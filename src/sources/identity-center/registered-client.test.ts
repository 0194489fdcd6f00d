import { expect, test } from "bun:test";
import { clientNameFor } from "./registered-client.ts";

test("the client is named after source and machine, in printable ASCII", () => {
  expect(clientNameFor("corp", "laptop")).toBe("actas (corp@laptop)");
  expect(clientNameFor("köln\n", "läptop\u0000")).toBe("actas (kln@lptop)");
  expect(clientNameFor("x".repeat(200), "laptop")).toHaveLength(128);
});
