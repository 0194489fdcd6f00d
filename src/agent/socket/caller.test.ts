import { expect, test } from "bun:test";
import { ownUid } from "../../system/own-uid.ts";
import { type Caller, requireRight, rightsOf } from "./caller.ts";

const caller = (uid: number): Caller => ({
  ...{ uid, pid: process.pid, startTime: "1", socket: "/run/user/1000/actas/agent.sock", program: () => undefined },
});

test("a process of the agent's own user may ask for everything", () => {
  expect(rightsOf(caller(ownUid()))).toEqual(["credentials", "sign-ins", "reports", "agent"]);
  expect(() => requireRight(caller(ownUid()), "agent")).not.toThrow();
});

test("a process of another user may ask for nothing, and is told so", () => {
  expect(rightsOf(caller(ownUid() + 1))).toEqual([]);
  expect(() => requireRight(caller(ownUid() + 1), "reports")).toThrow(
    `cannot answer: uid ${ownUid() + 1} has no right to reports at /run/user/1000/actas/agent.sock`,
  );
});
