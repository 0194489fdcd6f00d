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

/** The part of a history that is read. Whoever owns an account can have it grow with each scan. */
export interface HistoryWindow {
  /** A time, or a version of the map; absent: now. */
  readonly until?: Date | number;
  /** So many changes of the role, and of the account's providers. */
  readonly most: number;
}

/** Versions of a role, the first first. */
export interface RoleVersions {
  readonly versions: readonly RoleVersion[];
  /** There are earlier ones: the first of these is the role as it was then, whatever that version has changed. */
  readonly isCut: boolean;
}

/**
 * Versions of a role: those in which it was changed, and those in which a provider was that its policy names. None: no
 * scan has found it by then.
 *
 * @param window - absent: all of them
 */
export async function roleVersions(
  queries: Queries,
  accountId: string,
  name: string,
  window?: HistoryWindow,
): Promise<RoleVersions> {
  const { until, most } = window ?? {};
  // No scan was before 1970, and not every time of JavaScript's is one of PostgreSQL's.
  const time = until instanceof Date ? new Date(Math.max(0, until.getTime())) : null;
  const number = typeof until === "number" ? until : null;
  const within = (
    first: number,
  ): string => `($${first}::timestamptz IS NULL OR date_trunc('milliseconds', changed_at) <= $${first})
     AND ($${first + 1}::float8 IS NULL OR version <= $${first + 1}) ORDER BY version DESC LIMIT $${first + 2}`;
  const limits = [time, number, most ?? null];
  const roles = await queries.query<RoleRow>(
    `SELECT version, changed_at, change, path, role_id, trust_sha256, trust FROM role_history
     WHERE account_id = $1 AND name = $2 AND ${within(3)}`,
    [accountId, name, ...limits],
  );
  const providers = await queries.query<ProviderRow>(
    `SELECT version, changed_at, url, client_ids FROM provider_history WHERE account_id = $1 AND ${within(2)}`,
    [accountId, ...limits],
  );
  // Below it not everything was read.
  const floor = Math.max(
    ...[roles, providers].map((rows) => (rows.length === most ? Number(rows.at(-1)?.version) : 0)),
  );
  const isCut = floor > 0 && roles.some((row) => Number(row.version) <= floor);
  const known = floor > 0 ? await providersAt(queries, accountId, floor) : new Map<string, readonly string[]>();
  const read = { roles: roles.toReversed(), providers: providers.toReversed(), known, floor, isCut };
  return { versions: versionsIn(read), isCut };
}

/** The providers that an account had in a version. */
async function providersAt(
  queries: Queries,
  accountId: string,
  version: number,
): Promise<Map<string, readonly string[]>> {
  const rows = await queries.query<Pick<ProviderRow, "url" | "client_ids">>(
    `SELECT url, client_ids FROM (
       SELECT DISTINCT ON (url) url, client_ids FROM provider_history
       WHERE account_id = $1 AND version <= $2 ORDER BY url, version DESC
     ) AS latest WHERE client_ids IS NOT NULL`,
    [accountId, version],
  );
  return new Map(rows.map(({ client_ids, url }) => [url, client_ids ?? []]));
}

interface ReadRows {
  readonly roles: readonly RoleRow[];
  readonly providers: readonly ProviderRow[];
  /** What the account trusted in the version `floor`. */
  readonly known: Map<string, readonly string[]>;
  readonly floor: number;
  readonly isCut: boolean;
}

function versionsIn({ floor, isCut, known, providers: all, roles }: ReadRows): readonly RoleVersion[] {
  const states = roles.map((row) => ({ row, ...stateOf(row) }));
  const found: RoleVersion[] = [];
  const times = new Map([...all, ...roles].map((row) => [Number(row.version), row.changed_at]));
  const providers = all.filter((row) => Number(row.version) > floor);
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
    if (!state || version < floor) continue;
    const { row, ...rest } = state;
    const isNamed = providers.slice(before, changed).some(({ url }) => row.trust?.includes(url));
    const isFirst = isCut && version === floor;
    if (Number(row.version) !== version && !isNamed && !isFirst) continue;
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
