import { SHA256 } from "bun";
import { federates, type ScannedAccount, type ScannedRole } from "../../role-map/scanned-account.ts";
import { lintTrust } from "../../trust-policies/lint-trust.ts";
import { parseTrustPolicy } from "../../trust-policies/trust-policy.ts";

/** A role as a row. */
export interface KeptRole {
  readonly name: string;
  readonly path: string;
  readonly role_id: string;
  readonly max_session_seconds: number;
  readonly trust_sha256: string;
  readonly trust: string | null;
  readonly findings: readonly string[];
}

/** What is kept of an account. */
export interface KeptAccount {
  readonly roles: ReadonlyMap<string, KeptRole>;
  /** By the provider's address. */
  readonly providers: ReadonlyMap<string, readonly string[]>;
}

/** @param ourRole - the role of this server, which brokers; a policy that names it is kept */
export function keptAccount({ account, providers, roles }: ScannedAccount, ourRole: string | undefined): KeptAccount {
  return {
    roles: new Map(roles.map((role) => [role.name, keptRole(role, account.id, ourRole)])),
    providers: new Map(providers.map(({ clientIds, url }) => [url, [...clientIds].toSorted()])),
  };
}

function keptRole(role: ScannedRole, accountId: string, ourRole: string | undefined): KeptRole {
  const { maxSessionSeconds, name, path, roleId, trustPolicy } = role;
  const isLendable = mayBeLent(role, ourRole);
  return {
    name,
    path,
    role_id: roleId,
    max_session_seconds: maxSessionSeconds,
    trust_sha256: SHA256.hash(trustPolicy, "hex"),
    trust: isLendable ? trustPolicy : null,
    findings: isLendable ? findingsOf(trustPolicy, accountId) : [],
  };
}

/** Of a million roles few name an OpenID provider or this server; the text of all others is nobody's business. */
function mayBeLent(role: ScannedRole, ourRole: string | undefined): boolean {
  if (federates(role)) return true;
  if (ourRole === undefined) return false;
  const [, , , , ourAccount = ""] = ourRole.split(":");
  return role.trustPolicy.includes(ourRole) || role.trustPolicy.includes(ourAccount);
}

function findingsOf(text: string, accountId: string): readonly string[] {
  const policy = parseTrustPolicy(text);
  if (typeof policy === "string") return ["unreadable"];
  return [...new Set(lintTrust(policy, accountId).map(({ code }) => code))].toSorted();
}

/** How a role, or a provider, has changed. */
export interface KeptChange<Name, State> {
  readonly name: Name;
  /** Absent: it is gone. */
  readonly now?: State;
  readonly change: "added" | "changed" | "removed";
}

export function roleChanges(
  before: ReadonlyMap<string, KeptRole>,
  now: ReadonlyMap<string, KeptRole>,
): readonly KeptChange<string, KeptRole>[] {
  return changes(before, now, (one, other) => JSON.stringify(one) === JSON.stringify(other));
}

export function providerChanges(
  before: KeptAccount["providers"],
  now: KeptAccount["providers"],
): readonly KeptChange<string, readonly string[]>[] {
  return changes(before, now, (one, other) => one.join("\n") === other.join("\n"));
}

function changes<State>(
  before: ReadonlyMap<string, State>,
  now: ReadonlyMap<string, State>,
  areSame: (one: State, other: State) => boolean,
): readonly KeptChange<string, State>[] {
  const found: KeptChange<string, State>[] = [];
  for (const [name, state] of now) {
    const old = before.get(name);
    if (old === undefined) found.push({ name, now: state, change: "added" });
    else if (!areSame(old, state)) found.push({ name, now: state, change: "changed" });
  }
  for (const name of before.keys()) if (!now.has(name)) found.push({ name, change: "removed" });
  return found;
}
