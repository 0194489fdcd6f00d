import { partitionOf } from "../../base/arn.ts";
import type { ListedAccount, ScannedAccount } from "../../role-map/scanned-account.ts";
import { keepFindings, keepUnread } from "../findings/keep-findings.ts";
import type { Queries } from "../store/database.ts";
import { type KeptAccount, type KeptRole, keptAccount, providerChanges, roleChanges } from "./kept-account.ts";

/**
 * Writes what a scan has found in an account. Only what has changed is written, with the next version of the map, and put
 * down in its history.
 *
 * @param queries - a transaction
 * @returns whether the map has changed
 */
export async function writeAccount(
  queries: Queries,
  scanned: ScannedAccount,
  ourRole: string | undefined,
): Promise<"changed" | "same"> {
  const { account, aliases, scannedAt } = scanned;
  await ensureAccount(queries, account);
  const before = await storedAccount(queries, account.id);
  const now = keptAccount(scanned, ourRole);
  const roles = roleChanges(before.roles, now.roles);
  const providers = providerChanges(before.providers, now.providers);
  const isSame =
    roles.length + providers.length === 0 && !before.isClosed && before.about === aboutOf(account, aliases);
  await queries.query(`UPDATE account SET scanned_at = to_timestamp($2::double precision / 1000) WHERE id = $1`, [
    account.id,
    scannedAt,
  ]);
  await readSuccessfully(queries, account);
  if (isSame) return "same";
  const gone = roles.filter((one) => one.now === undefined).map(({ name }) => name);
  await queries.query("DELETE FROM role WHERE account_id = $1 AND name = ANY($2::text[])", [account.id, gone]);
  await queries.query(UPSERT_ROLES, [account.id, JSON.stringify(roles.flatMap((one) => one.now ?? []))]);
  // Late: until this has ended, all other accounts wait here.
  const version = await nextVersion(queries);
  await queries.query(
    `UPDATE account SET name = $2, unit = $3, aliases = $4, closed_at = NULL, version = $5 WHERE id = $1`,
    [account.id, account.name ?? null, account.unit ?? null, aliases, version],
  );
  await queries.query(ROLE_HISTORY, [
    account.id,
    version,
    JSON.stringify(historyOf(roles, before.isClosed ? now : undefined)),
  ]);
  await keepFindings(queries, account.id);
  if (providers.length > 0) await writeProviders(queries, account.id, version, now, providers);
  return "changed";
}

/** @param isBack - the roles of an account that was closed until now: all of them are there again */
function historyOf(changed: ReturnType<typeof roleChanges>, isBack: KeptAccount | undefined): readonly object[] {
  const all = isBack ? [...roleChanges(new Map(), isBack.roles), ...changed.filter((one) => !one.now)] : changed;
  return all.map(({ change, name, now }) => ({ ...now, name, change }));
}

/** The version from which on what this transaction writes counts. Others wait for its end, so versions come in turn. */
export async function nextVersion(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ version: number }>(
    "UPDATE map_version SET version = version + 1, changed_at = now() RETURNING version",
  );
  return Number(row?.version);
}

/** Makes the account's row where there is none, and locks it. */
async function ensureAccount(queries: Queries, { auditRoleArn, id, name, unit }: ListedAccount): Promise<void> {
  await queries.query(
    `INSERT INTO account (id, partition, name, unit, version) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (id) DO NOTHING`,
    [id, partitionOf(auditRoleArn) ?? "aws", name ?? null, unit ?? null],
  );
  await queries.query("SELECT id FROM account WHERE id = $1 FOR UPDATE", [id]);
}

async function readSuccessfully(queries: Queries, { auditRoleArn, id }: ListedAccount): Promise<void> {
  await queries.query(
    `INSERT INTO account_scan (account_id, audit_role_arn, tried_at) VALUES ($1, $2, now())
     ON CONFLICT (account_id) DO UPDATE
     SET audit_role_arn = $2, tried_at = now(), failing_since = NULL, problem = NULL`,
    [id, auditRoleArn],
  );
  await keepUnread(queries, id, "read");
}

/** What could not be read is put down; what was read before stays. */
export async function writeFailure(queries: Queries, account: ListedAccount, problem: string): Promise<void> {
  await ensureAccount(queries, account);
  await queries.query(
    `INSERT INTO account_scan AS scan (account_id, audit_role_arn, tried_at, failing_since, problem)
     VALUES ($1, $2, now(), now(), $3)
     ON CONFLICT (account_id) DO UPDATE SET audit_role_arn = $2, tried_at = now(), problem = $3,
       failing_since = coalesce(scan.failing_since, now())`,
    [account.id, account.auditRoleArn, problem],
  );
  await keepUnread(queries, account.id, "unread");
}

async function storedAccount(
  queries: Queries,
  id: string,
): Promise<KeptAccount & { readonly about: string; readonly isClosed: boolean }> {
  const [account] = await queries.query<{
    name: string | null;
    unit: string | null;
    aliases: string[];
    closed: boolean;
    version: number;
  }>("SELECT name, unit, aliases, closed_at IS NOT NULL AS closed, version FROM account WHERE id = $1", [id]);
  const roles = await queries.query<KeptRole>(
    `SELECT name, path, role_id, max_session_seconds, trust_sha256, trust, findings
     FROM role WHERE account_id = $1`,
    [id],
  );
  const providers = await queries.query<{ url: string; client_ids: string[] }>(
    "SELECT url, client_ids FROM oidc_provider WHERE account_id = $1",
    [id],
  );
  return {
    roles: new Map(roles.map((role) => [role.name, role])),
    providers: new Map(providers.map(({ client_ids, url }) => [url, client_ids.toSorted()])),
    isClosed: account?.closed ?? false,
    // One that was never in the map comes in, though it has nothing.
    about: account && Number(account.version) > 0 ? aboutOf(account, account.aliases) : "",
  };
}

function aboutOf(
  { name, unit }: { readonly name?: string | null; readonly unit?: string | null },
  aliases: readonly string[],
): string {
  return JSON.stringify([name ?? null, unit ?? null, aliases]);
}

const ROLE_COLUMNS = `name text, path text, role_id text, max_session_seconds integer, trust_sha256 text, trust text`;

const UPSERT_ROLES = `
  INSERT INTO role (account_id, name, path, role_id, max_session_seconds, trust_sha256, trust, findings)
  SELECT $1, name, path, role_id, max_session_seconds, trust_sha256, trust,
         ARRAY(SELECT jsonb_array_elements_text(findings))
  FROM jsonb_to_recordset($2::jsonb) AS one (${ROLE_COLUMNS}, findings jsonb)
  ON CONFLICT (account_id, name) DO UPDATE SET path = EXCLUDED.path, role_id = EXCLUDED.role_id,
    max_session_seconds = EXCLUDED.max_session_seconds, trust_sha256 = EXCLUDED.trust_sha256,
    trust = EXCLUDED.trust, findings = EXCLUDED.findings`;

const ROLE_HISTORY = `
  INSERT INTO role_history (account_id, name, version, change, path, role_id, trust_sha256, trust)
  SELECT $1, name, $2, change, path, role_id, trust_sha256, trust
  FROM jsonb_to_recordset($3::jsonb) AS one (${ROLE_COLUMNS}, change text)`;

async function writeProviders(
  queries: Queries,
  accountId: string,
  version: number,
  { providers }: KeptAccount,
  changed: ReturnType<typeof providerChanges>,
): Promise<void> {
  await queries.query("DELETE FROM oidc_provider WHERE account_id = $1", [accountId]);
  for (const [url, clientIds] of providers) {
    await queries.query("INSERT INTO oidc_provider (account_id, url, client_ids) VALUES ($1, $2, $3)", [
      accountId,
      url,
      clientIds,
    ]);
  }
  for (const { name, now } of changed) {
    await queries.query("INSERT INTO provider_history (account_id, url, version, client_ids) VALUES ($1, $2, $3, $4)", [
      accountId,
      name,
      version,
      now ?? null,
    ]);
  }
}
