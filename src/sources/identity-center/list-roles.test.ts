import { expect, test } from "bun:test";
import { largeOrganisation } from "../../../test/support/large-organisation.ts";
import type { ScriptedIdentityCenter } from "../../../test/support/scripted-identity-center.ts";
import { portalEndpoint } from "../../aws/sso-endpoint.ts";
import { SsoPortal } from "../../aws/sso-portal.ts";
import { Clock } from "../../base/clock.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { Secret } from "../../base/secret.ts";
import { listRoles } from "./list-roles.ts";

function portalOf(center: ScriptedIdentityCenter): SsoPortal {
  return new SsoPortal(portalEndpoint("eu-west-1", center.url), new Secret("bearer"), new Clock(), "once");
}

test("5,000 roles of 1,000 accounts are asked for side by side, in order, and the first long before the last", async () => {
  let mostAtOnce = 0;
  const onCall = (atOnce: number): void => {
    mostAtOnce = Math.max(mostAtOnce, atOnce);
  };
  await using center = largeOrganisation({ accounts: 1000, rolesEach: 5, latencyMs: 20, onCall });
  const names: string[] = [];
  let callsAtFirstReport = 0;
  await listRoles(portalOf(center), (roles) => {
    callsAtFirstReport ||= center.calls.length;
    names.push(...roles.map(({ name }) => name));
  });
  expect(mostAtOnce).toBeGreaterThan(8);
  expect(names).toHaveLength(5000);
  expect(names).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(5000);
  expect(center.calls).toHaveLength(1010);
  expect(callsAtFirstReport).toBeLessThan(100);
}, 30_000);

test("a portal that takes three calls at once gets all its roles listed", async () => {
  await using center = largeOrganisation({ accounts: 60, rolesEach: 2, latencyMs: 1, mostAtOnce: 3 });
  const found: RoleEntry[] = [];
  const noWaiting = { wait: () => Bun.sleep(1), random: Math.random };
  await listRoles(portalOf(center), (roles) => found.push(...roles), noWaiting);
  expect(found).toHaveLength(120);
  expect(center.calls.length).toBeGreaterThan(61);
});
