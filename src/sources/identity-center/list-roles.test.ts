import { expect, test } from "bun:test";
import { largeOrganisation } from "../../../test/support/large-organisation.ts";
import type { ScriptedIdentityCenter } from "../../../test/support/scripted-identity-center.ts";
import { portalEndpoint } from "../../aws/identity-center/sso-endpoint.ts";
import { SsoPortal } from "../../aws/identity-center/sso-portal.ts";
import { Clock } from "../../base/clock.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { Secret } from "../../base/secret.ts";
import { listRoles } from "./list-roles.ts";

function portalOf(center: ScriptedIdentityCenter): SsoPortal {
  return new SsoPortal(portalEndpoint("eu-west-1", center.url), new Secret("bearer"), new Clock(), "once");
}

const noWaiting = { wait: () => Promise.resolve(), random: Math.random };

test("5,000 roles of 1,000 accounts are asked for side by side, in order, and the first long before the last", async () => {
  let mostAtOnce = 0;
  const accepts = (atOnce: number): boolean => {
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    return true;
  };
  await using center = largeOrganisation({ accounts: 1000, rolesEach: 5, latencyMs: 20, accepts });
  const names: string[] = [];
  let callsAtFirstReport = 0;
  await listRoles(portalOf(center), (roles) => {
    callsAtFirstReport ||= center.calls.length;
    names.push(...roles.map(({ name }) => name));
  });
  expect(mostAtOnce).toBeGreaterThan(32);
  expect(names).toHaveLength(5000);
  expect(names).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(5000);
  expect(center.calls).toHaveLength(1010);
  expect(callsAtFirstReport).toBeLessThan(1000);
}, 30_000);

test("roles are asked for while accounts still come", async () => {
  await using center = largeOrganisation({ accounts: 201, rolesEach: 1 });
  await listRoles(portalOf(center), () => {});
  const operations = center.calls.map(({ operation }) => operation);
  expect(operations.indexOf("ListAccountRoles")).toBeLessThan(operations.lastIndexOf("ListAccounts"));
});

test("the next page of accounts is asked for before the roles of a page", async () => {
  await using center = largeOrganisation({ accounts: 300, rolesEach: 1, latencyMs: 5 });
  await listRoles(portalOf(center), () => {});
  const operations = center.calls.map(({ operation }) => operation);
  expect(operations.slice(0, 3)).toEqual(["ListAccounts", "ListAccounts", "ListAccountRoles"]);
});

test("a portal that takes three calls at once gets all its roles listed", async () => {
  const accepts = (atOnce: number): boolean => atOnce <= 3;
  await using center = largeOrganisation({ accounts: 260, rolesEach: 2, latencyMs: 1, accepts });
  const found: RoleEntry[] = [];
  await listRoles(portalOf(center), (roles) => found.push(...roles), noWaiting);
  expect(new Set(found.map(({ name }) => name)).size).toBe(520);
  expect(found).toHaveLength(520);
  expect(center.calls.length).toBeGreaterThan(263);
});

test("no call is lost to a portal that takes twenty calls a second", async () => {
  let allowed = 100;
  let refused = 0;
  const accepts = (): boolean => {
    if (allowed >= 1) return Boolean(allowed--);
    refused++;
    return false;
  };
  // The second passes only while nothing is called, so the limit is the same on each machine.
  const wait = async (ms: number): Promise<void> => {
    allowed = Math.min(100, allowed + (20 * ms) / 1000);
  };
  await using center = largeOrganisation({ accounts: 1000, rolesEach: 1, accepts });
  const found: RoleEntry[] = [];
  await listRoles(portalOf(center), (roles) => found.push(...roles), { wait, random: () => 0.5 });
  expect(new Set(found.map(({ name }) => name)).size).toBe(1000);
  expect(refused).toBeGreaterThan(20);
  expect(refused).toBeLessThan(1000);
}, 30_000);

test("a page of accounts that is refused is asked for again", async () => {
  let calls = 0;
  await using center = largeOrganisation({ accounts: 150, rolesEach: 1, accepts: () => ++calls > 3 });
  const found: RoleEntry[] = [];
  await listRoles(portalOf(center), (roles) => found.push(...roles), noWaiting);
  expect(found).toHaveLength(150);
});
