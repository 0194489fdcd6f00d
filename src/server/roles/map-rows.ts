import type { Queries } from "../store/database.ts";

/** An account as the database has it. */
export interface AccountRow {
  readonly id: string;
  readonly partition: string;
  readonly name: string | null;
  readonly aliases: readonly string[];
  /** Milliseconds since the epoch; `null`: it was never scanned whole. */
  readonly scannedAt: number | null;
  /** It has left the organization. */
  readonly isClosed: boolean;
  readonly providers: readonly { readonly url: string; readonly clientIds: readonly string[] }[];
  /** As `packRoles()` makes it. */
  readonly packed: string;
  /** Those whose policies are kept. */
  readonly roles: readonly RoleRow[];
}

export interface RoleRow {
  readonly name: string;
  readonly trust: string;
  /** Codes. */
  readonly findings: readonly string[];
}

/** Many accounts at once, but not so many that one answer takes long or much room. */
const ACCOUNTS_AT_ONCE = 250;

export async function mapVersion(database: Queries): Promise<number> {
  const [row] = await database.query<{ version: string | number }>("SELECT version FROM map_version");
  return Number(row?.version ?? 0);
}

/** Accounts that have changed since a version of the map, in pages. All of them, since version -1. */
export async function* changedAccounts(database: Queries, since: number): AsyncIterable<readonly AccountRow[]> {
  for (let after = ""; ; ) {
    const accounts = await database.query<StoredAccount>(ACCOUNTS, [since, after, ACCOUNTS_AT_ONCE]);
    const last = accounts.at(-1);
    if (!last) return;
    after = last.id;
    const roles = await database.query<RoleRow & { account_id: string }>(ROLES, [accounts.map(({ id }) => id)]);
    const byAccount = Map.groupBy(roles, ({ account_id }) => account_id);
    yield accounts.map(({ closed, packed, providers, scanned_ms, ...rest }) => ({
      ...rest,
      scannedAt: scanned_ms === null ? null : Number(scanned_ms),
      isClosed: closed,
      providers: typeof providers === "string" ? JSON.parse(providers) : providers,
      packed: `${packed}\n`,
      roles: byAccount.get(rest.id) ?? [],
    }));
  }
}

/** When accounts were last scanned, which is no change of the map. */
export async function scanTimes(database: Queries): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ id: string; scanned_ms: string | number }>(
    "SELECT id, extract(epoch FROM scanned_at) * 1000 AS scanned_ms FROM account WHERE scanned_at IS NOT NULL",
  );
  return new Map(rows.map(({ id, scanned_ms }) => [id, Number(scanned_ms)]));
}

interface StoredAccount {
  readonly id: string;
  readonly partition: string;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly scanned_ms: string | number | null;
  readonly closed: boolean;
  readonly providers: string | AccountRow["providers"];
  readonly packed: string;
}

/** The roles of an account come as one text: a million rows would take longer to read than to pack. */
const ACCOUNTS = `
  SELECT id, partition, name, aliases,
         extract(epoch FROM scanned_at) * 1000 AS scanned_ms,
         closed_at IS NOT NULL AS closed,
         coalesce((
           SELECT json_agg(json_build_object('url', url, 'clientIds', client_ids))
           FROM oidc_provider WHERE account_id = account.id
         ), '[]') AS providers,
         coalesce((
           SELECT string_agg(E'\\n' || name || ' ' || path || ' ' || max_session_seconds, '' ORDER BY name)
           FROM role WHERE account_id = account.id
         ), '') AS packed
  FROM account WHERE version > $1 AND id > $2 ORDER BY id LIMIT $3`;

const ROLES =
  "SELECT account_id, name, trust, findings FROM role WHERE account_id = ANY($1::text[]) AND trust IS NOT NULL";
