import { expect, test } from "bun:test";
import { FaultPlan } from "./fault-plan.ts";

test("without a plan there are no faults", () => {
  expect(new FaultPlan().next("AssumeRole")).toBe("none");
});

test("a count runs out, drops first, then server errors, then throttling", () => {
  const faults = planned({ throttle: 1, serverError: 1, drop: 2 });
  expect(Array.from({ length: 5 }, () => faults.next("AssumeRole"))).toEqual([
    "drop",
    "drop",
    "serverError",
    "throttle",
    "none",
  ]);
});

test("always does not run out", () => {
  const faults = planned({ throttle: "always" });
  expect(Array.from({ length: 3 }, () => faults.next("AssumeRole"))).toEqual(["throttle", "throttle", "throttle"]);
});

test("a plan for one action leaves the others alone and uncounted", () => {
  const faults = planned({ throttle: 1, action: "AssumeRole" });
  expect([faults.next("GetSessionToken"), faults.next("AssumeRole")]).toEqual(["none", "throttle"]);
});

test("a plan can begin after some calls of its action", () => {
  const faults = planned({ drop: 1, after: 2, action: "AssumeRole" });
  const actions = ["AssumeRole", "GetSessionToken", "AssumeRole", "AssumeRole", "AssumeRole"];
  expect(actions.map((action) => faults.next(action))).toEqual(["none", "none", "none", "drop", "none"]);
});

test("a new plan ends the old one", () => {
  const faults = planned({ latencyMs: 5, throttle: "always" });
  faults.replace({});
  expect([faults.plan.latencyMs, faults.next("AssumeRole")]).toEqual([0, "none"]);
});

test.each([[{ trottle: 1 }], [{ throttle: -1 }], [{ throttle: "often" }], ["x"]])("%j is not a plan", (plan) => {
  expect(() => planned(plan)).toThrow();
});

function planned(plan: unknown): FaultPlan {
  const faults = new FaultPlan();
  faults.replace(plan);
  return faults;
}
