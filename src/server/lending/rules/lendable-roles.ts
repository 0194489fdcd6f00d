import type { Queries } from "../../store/database.ts";
import type { RuledRole } from "./expand-rules.ts";

const PAGE = 10_000;

/** All roles that somebody could be lent, as the last scans found them. */
export async function lendableRoles(database: Queries): Promise<readonly RuledRole[]> {
  const all: RuledRole[] = [];
  for (let last = { accountId: "", name: "" }; ; ) {
    const page = await database.query<RuledRole>(
      `SELECT role.account_id AS "accountId", role.path AS path, role.name AS name
         FROM role JOIN account ON account.id = role.account_id
        WHERE role.trust IS NOT NULL AND account.closed_at IS NULL
          AND (role.account_id, role.name) > ($1, $2)
        ORDER BY role.account_id, role.name LIMIT $3`,
      [last.accountId, last.name, PAGE],
    );
    all.push(...page);
    const end = page.at(-1);
    if (!end || page.length < PAGE) return all;
    last = end;
  }
}
