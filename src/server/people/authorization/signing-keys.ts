import { exportJWK, generateKeyPair, type JWK } from "jose";
import { ActasError } from "../../../base/errors.ts";
import { Secret } from "../../../base/secret.ts";
import type { Database } from "../../store/database.ts";
import type { Sealer } from "../sealer.ts";

/** A key that signs for this long is replaced by the next, which was published all the while. */
const SIGNS_SECONDS = 30 * 24 * 3_600;
/** A key that signs no more is published until the last token of it is over, and longer. */
const PUBLISHED_SECONDS = 24 * 3_600;

export const SIGNING_ALGORITHM = "ES256";

/** The keys of the authorization server, with their private parts. */
export interface SigningKeys {
  /** The first one signs; all are published. */
  readonly keys: readonly JWK[];
  /** Changes with them. */
  readonly version: string;
}

interface Row {
  readonly kid: string;
  readonly content: string;
  readonly signs: boolean;
}

/**
 * The keys of today: the one that signs, the one that will sign after it, and those before whose tokens may still be
 * around. Makes those that are missing; of several replicas that do, one has its key kept.
 *
 * @throws {ActasError} `configuration` when they were sealed with another key
 */
export async function signingKeys(database: Database, sealer: Sealer): Promise<SigningKeys> {
  const rows = await currentRows(database);
  const missing = rows.length === 0 ? "first" : rows.at(-1)?.signs ? "next" : undefined;
  if (missing) {
    await addKey(database, sealer, missing);
    return signingKeys(database, sealer);
  }
  const keys = await Promise.all(rows.map((row) => opened(row, sealer)));
  for (const row of rows) await seal(row, database, sealer);
  const signing = rows.findLastIndex(({ signs }) => signs);
  const [first] = keys.splice(signing, 1);
  return {
    keys: [...(first ? [first] : []), ...keys],
    version: rows.map(({ kid, signs }) => `${kid}:${signs}`).join(" "),
  };
}

/** In the order in which they sign. */
async function currentRows(database: Database): Promise<readonly Row[]> {
  return database.query<Row>(
    `SELECT kid, content, signs_from <= now() AS signs
     FROM (SELECT *, lead(signs_from) OVER (ORDER BY signs_from) AS next_from FROM token_key) AS key
     WHERE next_from IS NULL OR next_from > now() - make_interval(secs => $1)
     ORDER BY signs_from`,
    [PUBLISHED_SECONDS],
  );
}

async function addKey(database: Database, sealer: Sealer, which: "first" | "next"): Promise<void> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const kid = crypto.randomUUID();
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: SIGNING_ALGORITHM, use: "sig" };
  const content = await sealer.seal(placeOf(kid), new Secret(JSON.stringify(jwk)));
  // Two replicas find the same time, and the second of them adds nothing.
  const time =
    which === "first"
      ? "date_trunc('month', now())"
      : "greatest((SELECT max(signs_from) FROM token_key) + make_interval(secs => $3), date_trunc('hour', now()) + interval '1 hour')";
  await database.query(
    `INSERT INTO token_key (kid, content, signs_from) SELECT $1::text, $2::text, ${time} ON CONFLICT DO NOTHING`,
    which === "first" ? [kid, content] : [kid, content, SIGNS_SECONDS],
  );
}

/** So that the key which sealed it before can be taken away. */
async function seal({ kid, content }: Row, database: Database, sealer: Sealer): Promise<void> {
  const anew = await sealer.resealed(placeOf(kid), content);
  if (anew)
    await database.query("UPDATE token_key SET content = $2 WHERE kid = $1 AND content = $3", [kid, anew, content]);
}

/** Takes away what signs no more, and is not published any more either. */
export async function forgetOldKeys(database: Database): Promise<void> {
  await database.query(
    `DELETE FROM token_key WHERE kid IN (
       SELECT kid FROM (SELECT kid, lead(signs_from) OVER (ORDER BY signs_from) AS next_from FROM token_key) AS key
       WHERE next_from < now() - make_interval(secs => $1))`,
    [2 * PUBLISHED_SECONDS],
  );
}

async function opened({ kid, content }: Row, sealer: Sealer): Promise<JWK> {
  const text = await sealer.unseal(placeOf(kid), content);
  if (text !== undefined) return JSON.parse(text) as JWK;
  throw new ActasError(
    "configuration",
    "cannot read the signing keys in the database: they were sealed with another key",
    {
      hints: ["add that key as a second line to the file that `people.keyFile` names: the first seals, all open"],
    },
  );
}

function placeOf(kid: string): string {
  return `token key ${kid}`;
}
