import type { Migration } from "./migrate.ts";
import jobs from "./migrations/0001-jobs.sql" with { type: "text" };
import audit from "./migrations/0002-audit.sql" with { type: "text" };
import noLeases from "./migrations/0003-no-leases.sql" with { type: "text" };
import people from "./migrations/0010-people.sql" with { type: "text" };
import pageSessions from "./migrations/0012-page-sessions.sql" with { type: "text" };
import shownProofs from "./migrations/0013-shown-proofs.sql" with { type: "text" };
import roles from "./migrations/0020-roles.sql" with { type: "text" };
import scanning from "./migrations/0021-scanning.sql" with { type: "text" };
import findings from "./migrations/0022-findings.sql" with { type: "text" };
import loanLimits from "./migrations/0030-loan-limits.sql" with { type: "text" };

/**
 * All migrations, in their order. Each part of the server has a range: jobs and audit 1-9, people 10-19, roles 20-29,
 * lending 30-39.
 */
export const ALL_MIGRATIONS: readonly Migration[] = [
  { name: "0001-jobs", sql: jobs },
  { name: "0002-audit", sql: audit },
  { name: "0003-no-leases", sql: noLeases },
  { name: "0010-people", sql: people },
  { name: "0012-page-sessions", sql: pageSessions },
  { name: "0013-shown-proofs", sql: shownProofs },
  { name: "0020-roles", sql: roles },
  { name: "0021-scanning", sql: scanning },
  { name: "0022-findings", sql: findings },
  { name: "0030-loan-limits", sql: loanLimits },
];
