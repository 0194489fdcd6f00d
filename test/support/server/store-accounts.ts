import type { AccountRow } from "../../../src/server/roles/map-rows.ts";
import type { Queries } from "../../../src/server/store/database.ts";

/** Stores accounts as a scan would, all under one new version of the map, in place of what is known of them. */
export async function storeAccounts(queries: Queries, rows: readonly AccountRow[]): Promise<number> {
  const [row] = await queries.query<{ version: number }>(
    "UPDATE map_version SET version = version + 1, changed_at = now() RETURNING version",
  );
  const version = row?.version ?? 0;
  const json = (some: readonly object[]) => [JSON.stringify(some)];
  const accounts = rows.map(({ aliases, id, name, partition, scannedAt }) => ({
    aliases,
    id,
    name,
    partition,
    scannedAt,
  }));
  await queries.query("DELETE FROM account WHERE id = ANY($1::text[])", [rows.map(({ id }) => id)]);
  await queries.query(
    `INSERT INTO account (id, partition, name, aliases, scanned_at, version)
     SELECT id, partition, name, array(SELECT jsonb_array_elements_text(aliases)),
            to_timestamp("scannedAt" / 1000), ${version}
     FROM jsonb_to_recordset($1::jsonb)
       AS row (id text, partition text, name text, aliases jsonb, "scannedAt" double precision)`,
    json(accounts),
  );
  await queries.query(
    `INSERT INTO oidc_provider SELECT id, url, array(SELECT jsonb_array_elements_text("clientIds"))
     FROM jsonb_to_recordset($1::jsonb) AS row (id text, url text, "clientIds" jsonb)`,
    json(rows.flatMap(({ id, providers }) => providers.map((provider) => ({ id, ...provider })))),
  );
  await queries.query(
    `INSERT INTO role (account_id, name, path, role_id, max_session_seconds, trust_sha256, trust, findings)
     SELECT id, name, path, 'AROA' || name, seconds, 'x', trust, array(SELECT jsonb_array_elements_text(findings))
     FROM jsonb_to_recordset($1::jsonb)
       AS row (id text, name text, path text, seconds integer, trust text, findings jsonb)`,
    json(rows.flatMap(storedRoles)),
  );
  return version;
}

function storedRoles({ id, packed, roles }: AccountRow): readonly object[] {
  const known = new Map(roles.map((role) => [role.name, role]));
  const lines = packed
    .trim()
    .split("\n")
    .filter((line) => line !== "");
  return lines.map((line) => {
    const [name = "", path, seconds] = line.split(" ");
    const { findings = [], trust = null } = known.get(name) ?? {};
    return { id, name, path, seconds: Number(seconds), trust, findings };
  });
}
