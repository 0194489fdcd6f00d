import type { Queries } from "../store/database.ts";

/** One state of a role, from a version of the map on. */
export interface RoleState {
  readonly version: number;
  readonly at: Date;
  readonly change: "added" | "changed" | "removed" | "closed";
  readonly arnPath: string | null;
  readonly trustSha256: string | null;
  /** Absent: it was gone, or nobody could be lent it. */
  readonly trust: string | null;
}

/** A provider of the role's account, as it was. */
export interface ProviderState {
  readonly url: string;
  readonly clientIds: readonly string[];
}

/** All states of a role, oldest first. */
export async function roleHistory(queries: Queries, accountId: string, name: string): Promise<readonly RoleState[]> {
  const rows = await queries.query<{
    version: number;
    changed_at: Date;
    change: RoleState["change"];
    path: string | null;
    trust_sha256: string | null;
    trust: string | null;
  }>(
    `SELECT version, changed_at, change, path, trust_sha256, trust FROM role_history
     WHERE account_id = $1 AND name = $2 ORDER BY version`,
    [accountId, name],
  );
  return rows.map(({ change, changed_at: at, path: arnPath, trust, trust_sha256: trustSha256, version }) => ({
    version: Number(version),
    at,
    change,
    arnPath,
    trustSha256,
    trust,
  }));
}

/** The providers that an account trusted at a time. Without its provider a policy gives nothing. */
export async function providersAt(queries: Queries, accountId: string, at: Date): Promise<readonly ProviderState[]> {
  const rows = await queries.query<{ url: string; client_ids: string[] | null }>(
    `SELECT DISTINCT ON (url) url, client_ids FROM provider_history
     WHERE account_id = $1 AND changed_at <= $2 ORDER BY url, version DESC`,
    [accountId, at],
  );
  return rows.flatMap(({ client_ids: clientIds, url }) => (clientIds ? [{ url, clientIds }] : []));
}

/** The state that counted at a time; undefined: it was not known yet. */
export function stateAt(history: readonly RoleState[], at: Date): RoleState | undefined {
  return history.findLast((state) => state.at.getTime() <= at.getTime());
}
