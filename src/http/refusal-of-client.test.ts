import { expect, test } from "bun:test";
import { testNeeding } from "../../test/support/needs.ts";
import { ownUid } from "../system/own-uid.ts";
import { refusalOfClient } from "./refusal-of-client.ts";

const OTHER = ownUid() + 1;

test("programs of this user are served, others are not", () => {
  expect(refusalOfClient(ownUid(), "own")).toBeUndefined();
  expect(refusalOfClient(OTHER, "own")).toMatchObject({ status: 403, code: "OtherUser" });
  expect(refusalOfClient(OTHER, "own-and-root")).toMatchObject({ status: 403, code: "OtherUser" });
  expect(refusalOfClient(OTHER, "everybody")).toBeUndefined();
});

test("root is served only where a listener says so", () => {
  expect(refusalOfClient(0, "own-and-root")).toBeUndefined();
  if (ownUid() !== 0) expect(refusalOfClient(0, "own")).toBeDefined();
});

testNeeding("root")("root is another user to those who are not root", () => {
  process.seteuid?.(65534);
  try {
    expect(refusalOfClient(0, "own")?.code).toBe("OtherUser");
    expect(refusalOfClient(0, "own-and-root")).toBeUndefined();
    expect(refusalOfClient(1, "own-and-root")?.code).toBe("OtherUser");
  } finally {
    process.seteuid?.(0);
  }
});

test("a client that has hung up is not served", () => {
  expect(refusalOfClient("nobody", "own")).toBeDefined();
  expect(refusalOfClient("nobody", "own-and-root")).toBeDefined();
});

test("where the system is not asked, every client is served", () => {
  expect(refusalOfClient(undefined, "own")).toBeUndefined();
});
