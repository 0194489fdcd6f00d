import type { Queries } from "../../store/database.ts";

/** A role as it was from a version of the map on. */
export interface RoleVersion {
  readonly version: number;
  readonly at: Date;
  /** `closed`: its account had left the organization. */
  readonly state: "there" | "gone" | "closed";
  readonly path: string;
  /** AWS's own: one that was deleted and made anew has another. */
  readonly roleId: string | undefined;
  readonly trustSha256: string | undefined;
  /** Absent: it named neither an OpenID provider nor this server. */
  readonly trust: string | undefined;
  /** Client ids by the address of their provider: what the account trusted. Without its provider a policy gives nothing. */
  readonly providers: ReadonlyMap<string, readonly string[]>;
}

interface RoleRow {
  readonly version: number;
  readonly changed_at: Date;
  readonly change: "added" | "changed" | "removed" | "closed";
  readonly path: string | null;
  readonly role_id: string | null;
  readonly trust_sha256: string | null;
  readonly trust: string | null;
}

interface ProviderRow {
  readonly version: number;
  readonly changed_at: Date;
  readonly url: string;
  readonly client_ids: readonly string[] | null;
}

/**
 * All versions of a role, the first first: those in which it was changed, and those in which a provider was that its
 * policy names. Empty: no scan has ever found it.
 */
export async function roleVersions(queries: Queries, accountId: string, name: string): Promise<readonly RoleVersion[]> {
  const roles = await queries.query<RoleRow>(
    `SELECT version, changed_at, change, path, role_id, trust_sha256, trust FROM role_history
     WHERE account_id = $1 AND name = $2 ORDER BY version`,
    [accountId, name],
  );
  const providers = await queries.query<ProviderRow>(
    "SELECT version, changed_at, url, client_ids FROM provider_history WHERE account_id = $1 ORDER BY version, url",
    [accountId],
  );
  const states = roles.map((row) => ({ row, ...stateOf(row) }));
  const found: RoleVersion[] = [];
  const times = new Map([...providers, ...roles].map((row) => [Number(row.version), row.changed_at]));
  const known = new Map<string, readonly string[]>();
  let changed = 0;
  let reached = 0;
  for (const version of [...times.keys()].toSorted((one, other) => one - other)) {
    while (Number(states[reached]?.row.version) <= version) reached++;
    const state = states[reached - 1];
    const before = changed;
    for (; changed < providers.length && Number(providers[changed]?.version) === version; changed++) {
      const { client_ids: clientIds = null, url = "" } = providers[changed] ?? {};
      if (clientIds) known.set(url, clientIds);
      else known.delete(url);
    }
    if (!state) continue;
    const { row, ...rest } = state;
    const isNamed = providers.slice(before, changed).some(({ url }) => row.trust?.includes(url));
    if (Number(row.version) !== version && !isNamed) continue;
    found.push({ ...rest, version, at: times.get(version) ?? row.changed_at, providers: new Map(known) });
  }
  return found;
}

function stateOf({
  change,
  path,
  role_id,
  trust,
  trust_sha256,
}: RoleRow): Omit<RoleVersion, "version" | "at" | "providers"> {
  return {
    state: change === "removed" ? "gone" : change === "closed" ? "closed" : "there",
    path: path ?? "/",
    roleId: role_id ?? undefined,
    trustSha256: trust_sha256 ?? undefined,
    trust: trust ?? undefined,
  };
}
