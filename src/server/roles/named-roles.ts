import { parseRoleArn } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { nearestName } from "../../base/nearest-name.ts";
import type { Queries } from "../store/database.ts";

/** Of an error: with more of them nobody would look for the one that was meant. */
const MOST_NAMED = 5;

/** A hint needs no more, and in a large organization reading all names would take longer than the answer. */
const MOST_COMPARED = 20_000;

/**
 * The ARNs of the roles that an administrator means, of those that a scan has ever found or that were ever lent or refused.
 *
 * @param text - an ARN; or a name, with its path or without, with `ACCOUNT/` before it or without, as `actas list roles`
 *   and `actas server rules show` print it
 * @throws {ActasError} `role-not-found` when there was never one
 */
export async function requireNamedRoles(queries: Queries, text: string): Promise<readonly string[]> {
  const meant = meantBy(text);
  const rows = await queries.query<{ arn: string }>(`SELECT arn FROM (${KNOWN}) AS known ORDER BY arn`, [
    meant.name,
    meant.accountId ?? null,
  ]);
  const arns = rows.map(({ arn }) => arn).filter((arn) => isMeant(arn, meant));
  if (arns.length > 0) return arns;
  throw await unknownRole(queries, text, { ...meant, others: rows.map(({ arn }) => arn) });
}

/**
 * The one role that is meant.
 *
 * @throws {ActasError} `role-not-found`; `usage` when there are several
 */
export async function requireNamedRole(queries: Queries, text: string): Promise<string> {
  const arns = await requireNamedRoles(queries, text);
  const [arn = "", ...others] = arns;
  if (others.length === 0) return arn;
  const more = arns.length > MOST_NAMED ? `, and ${arns.length - MOST_NAMED} more` : "";
  throw new ActasError("usage", `cannot tell which role "${text}" means: there are ${arns.length} of that name`, {
    hints: [`name one by its ARN: ${arns.slice(0, MOST_NAMED).join(", ")}${more}`],
  });
}

interface Meant {
  /** Without the path. */
  readonly name: string;
  readonly accountId: string | undefined;
  /** What the ARN is, or ends with. */
  readonly whole: string;
}

function meantBy(text: string): Meant {
  const arn = parseRoleArn(text);
  if (arn) return { name: arn.roleName, accountId: arn.accountId, whole: text };
  // What stands before a colon is the name by which people's own machines know the server.
  const [, accountId, rest = text] = /^(?:[^:/]+:)?(\d{12})\/(.+)$/s.exec(text) ?? [];
  return { name: rest.slice(rest.lastIndexOf("/") + 1), accountId, whole: rest };
}

function isMeant(arn: string, { whole }: Meant): boolean {
  return arn === whole || arn.slice(arn.indexOf(":role/") + ":role".length).endsWith(`/${whole}`);
}

/** By name, and by account if there is one. The path of a role that is gone is in the history. */
const KNOWN = `
  SELECT 'arn:' || coalesce(account.partition, 'aws') || ':iam::' || account_id || ':role' || path ||
    role_history.name AS arn
  FROM role_history LEFT JOIN account ON account.id = account_id
  WHERE path IS NOT NULL AND role_history.name = $1 AND ($2::text IS NULL OR account_id = $2)
  UNION SELECT role FROM audit
  WHERE right(role, length($1) + 1) = '/' || $1 AND ($2::text IS NULL OR split_part(role, ':', 5) = $2)`;

async function unknownRole(
  queries: Queries,
  text: string,
  { accountId, name, others }: Meant & { readonly others: readonly string[] },
): Promise<ActasError> {
  const read = await queries.query<{ id: string }>("SELECT id FROM account WHERE scanned_at IS NOT NULL LIMIT 1");
  const reason =
    read.length === 0
      ? "no account has been scanned yet"
      : (await isUnreadAccount(queries, accountId))
        ? `account ${accountId} has never been scanned`
        : "no scan has found it, and nobody was ever lent it";
  const names = await queries.query<{ name: string }>("SELECT DISTINCT name FROM role_history LIMIT $1", [
    MOST_COMPARED,
  ]);
  const nearest =
    others[0] ??
    nearestName(
      name,
      names.map((row) => row.name),
    );
  return new ActasError("role-not-found", `cannot find the role "${text}": ${reason}`, {
    hints: [nearest ? `did you mean "${nearest}"?` : ELSEWHERE],
  });
}

const ELSEWHERE =
  "`actas server rules show` has roles that can be lent; a role is its ARN, its name, or ACCOUNT_ID/NAME";

async function isUnreadAccount(queries: Queries, accountId: string | undefined): Promise<boolean> {
  if (accountId === undefined) return false;
  const rows = await queries.query("SELECT 1 FROM account WHERE id = $1 AND scanned_at IS NOT NULL", [accountId]);
  return rows.length === 0;
}
