import { parseRoleArn } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { requireNamedRole, requireNamedRoles } from "../roles/named-roles.ts";
import type { Queries } from "../store/database.ts";

const ACCOUNT_ID = /^\d{12}$/;

/** What a finding is about. */
export interface FindingPlace {
  readonly accountId: string;
  /** Its ARN; absent: the account. */
  readonly role: string | undefined;
}

/**
 * The roles, or the account, that an administrator means.
 *
 * @param text - the number of an account, or a role as `requireNamedRoles()` takes it
 * @throws {ActasError} `role-not-found` for what no scan has found
 */
export async function requirePlaces(queries: Queries, text: string): Promise<readonly FindingPlace[]> {
  if (ACCOUNT_ID.test(text)) return [await requireAccount(queries, text)];
  return (await requireNamedRoles(queries, text)).map(placeOf);
}

/** The same, of one place. @throws {ActasError} also `usage` when there are several */
export async function requirePlace(queries: Queries, text: string): Promise<FindingPlace> {
  if (ACCOUNT_ID.test(text)) return requireAccount(queries, text);
  return placeOf(await requireNamedRole(queries, text));
}

async function requireAccount(queries: Queries, accountId: string): Promise<FindingPlace> {
  const known = await queries.query("SELECT 1 FROM account WHERE id = $1", [accountId]);
  if (known.length > 0) return { accountId, role: undefined };
  throw new ActasError("role-not-found", `cannot find the account ${accountId}: it is none that this server scans`, {
    hints: ["`actas server findings list` has the findings of all accounts"],
  });
}

function placeOf(role: string): FindingPlace {
  return { accountId: parseRoleArn(role)?.accountId ?? "", role };
}
