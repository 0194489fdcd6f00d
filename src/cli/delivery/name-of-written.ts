import type { ActsAs } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { displayName, ownName, type RoleEntry } from "../../base/role-entry.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { ask } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";

/** What an alias may be in IAM; other names are a server's own, and no name for a section. */
const PLAIN = /^[a-z0-9][a-z0-9-]*-[\w+=,.@-]+$/;

/**
 * What a profile is called that holds the keys of a target: `ALIAS-ROLE`, as `maws` calls it, for a role that a roles
 * API lists; `TARGET-actas` for every other.
 */
export async function nameOfWritten(target: string, actsAs: ActsAs): Promise<string> {
  const source = target.slice(0, Math.max(target.indexOf(":"), 0));
  const roles = source && (await hasRolesApi(source)) ? await rolesOf(source) : [];
  const listed = roles.find((role) => `${source}:${role.name}` === target && isFor(role, actsAs));
  const name = listed && displayName(listed);
  // The keys of two accounts that bear the same alias would take turns in one section.
  const isAlone = roles.filter((role) => displayName(role) === name).length === 1;
  return name && isAlone && PLAIN.test(name) ? name : `${target}-actas`;
}

/** One more role may have been assumed, which is not the one that the target names. */
function isFor(role: RoleEntry, actsAs: ActsAs): boolean {
  const own = ownName(role);
  return role.accountId === actsAs.account && own.slice(own.lastIndexOf("/") + 1) === actsAs.role;
}

async function hasRolesApi(id: string): Promise<boolean> {
  const { sources } = await new SourceReader().read(requestEnvironment());
  return sources.some((source) => source.id === id && "rolesUrl" in source && source.rolesUrl);
}

async function rolesOf(source: string): Promise<readonly RoleEntry[]> {
  const all: RoleEntry[] = [];
  const onRoles = (_: string, roles: readonly RoleEntry[]): void => {
    all.push(...roles);
  };
  const request = { request: "roles", source, freshness: "cached", interaction: "never" } as const;
  try {
    await ask({ ...request, environment: requestEnvironment() }, "used", terminalListener({ onRoles }));
  } catch (error) {
    // The keys are there, and the profile has its other name.
    if (!(error instanceof ActasError)) throw error;
  }
  return all;
}
