import { ActasError } from "../../../base/errors.ts";
import { meantName, nearestName } from "../../../base/nearest-name.ts";
import { LONGEST_LOAN_MS } from "../../audit/held-loans.ts";
import type { Database } from "../../store/database.ts";

/** A person as the server has last known them. */
export interface KnownPerson {
  /** Of their OpenID provider: nobody chooses it. */
  readonly subject: string;
  /** Which several people may have. */
  readonly name: string;
}

/**
 * The person of a subject, or of a name that only one person has.
 *
 * @throws {ActasError} `usage` for nobody, or for several
 */
export async function requirePerson(database: Database, wanted: string): Promise<KnownPerson> {
  const since = new Date(Date.now() - LONGEST_LOAN_MS).toISOString();
  const found = await database.query<KnownPerson>(
    `SELECT subject, (array_agg(name ORDER BY at DESC))[1] AS name FROM (
       SELECT subject, name, created_at AS at FROM sign_in WHERE subject = $1 OR name = $1
       UNION ALL
       SELECT subject, COALESCE(record::jsonb ->> 'name', subject), at::timestamptz FROM audit
       WHERE subject = $1 OR (at >= $2 AND record::jsonb ->> 'name' = $1)
     ) AS known WHERE subject IS NOT NULL GROUP BY subject ORDER BY subject`,
    [wanted, since],
  );
  const person = found.find(({ subject }) => subject === wanted) ?? found[0];
  if (person && (person.subject === wanted || found.length === 1)) return person;
  if (!person) throw await unknownPerson(database, wanted, since);
  const subjects = found.map(({ subject }) => `"${subject}"`).join(", ");
  throw new ActasError("usage", `cannot tell whom "${wanted}" means: several people have called themselves so`, {
    hints: [`name one by the subject: ${subjects}`],
  });
}

async function unknownPerson(database: Database, wanted: string, since: string): Promise<ActasError> {
  const rows = await database.query<{ name: string }>(
    `SELECT name FROM sign_in UNION SELECT record::jsonb ->> 'name' FROM audit
     WHERE at >= $1 AND subject IS NOT NULL AND record::jsonb ->> 'name' IS NOT NULL`,
    [since],
  );
  const names = rows.map(({ name }) => name);
  const local = nearestName(wanted, names.map(beforeAt));
  const nearest = meantName(wanted, names) ?? names.find((name) => beforeAt(name) === local);
  return new ActasError(
    "usage",
    `cannot find "${wanted}": nobody of that subject is known here, and nobody of that name is signed in or asked in the last ${LONGEST_LOAN_MS / 3_600_000} hours`,
    {
      hints: [
        nearest === undefined
          ? "`actas server audit export --since 90d` has the names and subjects of all who asked for something"
          : `did you mean "${nearest}"?`,
      ],
    },
  );
}

function beforeAt(name: string): string {
  return name.replace(/@.*/s, "");
}
