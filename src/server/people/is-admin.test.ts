import { expect, test } from "bun:test";
import { isAdmin } from "./is-admin.ts";

const ANA = { issuer: "i", subject: "s", name: "ana", groups: ["ops"], groupsAt: 0, client: "actas" } as const;

test("who is in a named group administers, unless they signed in by the device grant", () => {
  expect(isAdmin({ ...ANA, via: "code" }, ["admins", "ops"])).toBe(true);
  expect(isAdmin({ ...ANA, via: "device" }, ["ops"])).toBe(false);
  expect(isAdmin({ ...ANA, via: "code" }, ["Ops", "op", "ops*"])).toBe(false);
  expect(isAdmin({ ...ANA, via: "code" }, [])).toBe(false);
});
