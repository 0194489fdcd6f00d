import type { Migration } from "./migrate.ts";
import jobs from "./migrations/0001-jobs.sql" with { type: "text" };
import people from "./migrations/0010-people.sql" with { type: "text" };

/** All migrations, in their order. Each part of the server has a range: jobs and audit 1-9, people 10-19, roles 20-29, lending 30-39. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  { name: "0001-jobs", sql: jobs },
  { name: "0010-people", sql: people },
];
