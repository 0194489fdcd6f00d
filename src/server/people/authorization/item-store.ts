import { InvalidGrant } from "oidc-provider/lib/helpers/errors.js";
import { Secret } from "../../../base/secret.ts";
import type { Database, Queries } from "../../store/database.ts";
import { hashOf, type Sealer } from "../sealer.ts";
import { endSignIn } from "../sign-ins/kept-sign-ins.ts";

/** What the authorization server keeps of one item. */
export interface ItemContent {
  readonly jti?: string;
  readonly accountId?: string;
  readonly grantId?: string;
  readonly uid?: string;
  readonly userCode?: string;
  readonly error?: string;
  readonly inFlight?: boolean;
  readonly [name: string]: unknown;
}

interface Tools {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Told when something was shown a second time; for whoever may use it at all, its whole sign-in ends then. */
  readonly onReuse: (reuse: Reuse) => void;
}

/** A code or a refresh token that came twice. */
export interface Reuse {
  readonly kind: string;
  readonly signIn: string | undefined;
}

interface Row {
  readonly id_hash: string;
  readonly content: string;
  readonly consumed: number | null;
}

const COLUMNS = "id_hash, content, extract(epoch FROM consumed_at)::float8 AS consumed";
/** Expired items are kept for a while: what is shown again then is known, and not merely unknown. */
const KEPT_SECONDS = 3_600;
/** Refresh tokens of a sign-in that were used, and are known when they come again: those of a day and more. */
const MOST_USED = 500;

/**
 * Keeps what `oidc-provider` asks to be kept, one store for each kind of item. Whatever may happen once only is decided
 * by a row of the database, since several replicas may be asked at once.
 *
 * @see https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#adapter
 */
export class ItemStore {
  readonly #kind: string;
  readonly #tools: Tools;

  constructor(kind: string, tools: Tools) {
    this.#kind = kind;
    this.#tools = tools;
  }

  /**
   * Writes an item. A device code goes up in stages: whoever comes second to answer it is refused.
   *
   * @throws {InvalidGrant} for one that was answered meanwhile
   */
  async upsert(id: string, content: ItemContent, expiresInSeconds: number): Promise<void> {
    const { accountId, grantId, uid, userCode } = content;
    const { database, sealer } = this.#tools;
    const idHash = hashOf(id);
    const sealed = await sealer.seal(this.#placeOf(idHash), new Secret(JSON.stringify(content)));
    const stage = stageOf(this.#kind, content);
    const written = await database.query(
      `INSERT INTO oauth_item
         (kind, id_hash, content, grant_hash, user_code_hash, uid_hash, sign_in, stage, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9))
       ON CONFLICT (kind, id_hash) DO UPDATE SET
         content = EXCLUDED.content, grant_hash = EXCLUDED.grant_hash, uid_hash = EXCLUDED.uid_hash,
         sign_in = EXCLUDED.sign_in, stage = EXCLUDED.stage, expires_at = EXCLUDED.expires_at
       WHERE EXCLUDED.stage = 0 OR oauth_item.stage < EXCLUDED.stage
       RETURNING id_hash`,
      [
        this.#kind,
        idHash,
        sealed,
        grantId === undefined ? null : hashOf(grantId),
        userCode === undefined ? null : sealer.keyedHash(userCode),
        uid === undefined ? null : hashOf(uid),
        accountId ?? null,
        stage,
        expiresInSeconds,
      ],
    );
    if (written.length === 0) throw new InvalidGrant("it was answered meanwhile");
  }

  async find(id: string): Promise<ItemContent | undefined> {
    const found = await this.#findBy("id_hash", hashOf(id));
    // The provider refuses it, and ends all that came of it, unless it is bound to a key that was not proved.
    if (found?.consumed !== undefined) this.#tools.onReuse({ kind: this.#kind, signIn: found.accountId });
    return found;
  }

  findByUserCode(userCode: string): Promise<ItemContent | undefined> {
    return this.#findBy("user_code_hash", this.#tools.sealer.keyedHash(userCode));
  }

  findByUid(uid: string): Promise<ItemContent | undefined> {
    return this.#findBy("uid_hash", hashOf(uid));
  }

  /**
   * Marks an item as used. Of several who try at once one succeeds; with the second its whole sign-in ends, since one of
   * them is a thief.
   *
   * @throws {InvalidGrant} for one that was used before
   */
  async consume(id: string): Promise<void> {
    const { database, onReuse } = this.#tools;
    const idHash = hashOf(id);
    const [used] = await database.query<{ grant_hash: string | null }>(
      `UPDATE oauth_item SET consumed_at = now() WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL
       RETURNING grant_hash`,
      [this.#kind, idHash],
    );
    if (used) return this.#forgetOldest(used.grant_hash);
    const [row] = await database.query<{ grant_hash: string | null; sign_in: string | null }>(
      "SELECT grant_hash, sign_in FROM oauth_item WHERE kind = $1 AND id_hash = $2",
      [this.#kind, idHash],
    );
    if (row?.grant_hash) await this.#endGrant(row.grant_hash, "something of it was used twice");
    onReuse({ kind: this.#kind, signIn: row?.sign_in ?? undefined });
    throw new InvalidGrant("it was used before");
  }

  /** Whoever renews a sign-in again and again fills no database. */
  async #forgetOldest(grantHash: string | null): Promise<void> {
    if (this.#kind !== "RefreshToken") return;
    await this.#tools.database.query(
      `DELETE FROM oauth_item WHERE kind = $1 AND grant_hash = $2 AND consumed_at <= (
         SELECT consumed_at FROM oauth_item WHERE kind = $1 AND grant_hash = $2 AND consumed_at IS NOT NULL
         ORDER BY consumed_at DESC OFFSET $3 LIMIT 1)`,
      [this.#kind, grantHash, MOST_USED],
    );
  }

  async destroy(id: string): Promise<void> {
    if (this.#kind === "Grant") return this.#endGrant(hashOf(id), "it was revoked");
    await this.#tools.database.query("DELETE FROM oauth_item WHERE kind = $1 AND id_hash = $2", [
      this.#kind,
      hashOf(id),
    ]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#tools.database.query("DELETE FROM oauth_item WHERE kind = $1 AND grant_hash = $2", [
      this.#kind,
      hashOf(grantId),
    ]);
  }

  /** Ends the sign-in of a grant, and everything that belongs to it. */
  async #endGrant(grantHash: string, because: string): Promise<void> {
    await this.#tools.database.transaction(async (queries: Queries) => {
      const gone = await queries.query<{ sign_in: string | null }>(
        "DELETE FROM oauth_item WHERE grant_hash = $1 OR (kind = 'Grant' AND id_hash = $1) RETURNING sign_in",
        [grantHash],
      );
      const signIns = [...new Set(gone.map(({ sign_in }) => sign_in).filter((one) => one !== null))];
      for (const signIn of signIns) await endSignIn(queries, signIn, because);
    });
  }

  async #findBy(column: "id_hash" | "user_code_hash" | "uid_hash", hash: string): Promise<ItemContent | undefined> {
    const { database, sealer } = this.#tools;
    const [row] = await database.query<Row>(`SELECT ${COLUMNS} FROM oauth_item WHERE kind = $1 AND ${column} = $2`, [
      this.#kind,
      hash,
    ]);
    if (!row) return undefined;
    const text = await sealer.unseal(this.#placeOf(row.id_hash), row.content);
    if (text === undefined) return undefined;
    const content = JSON.parse(text) as ItemContent;
    return row.consumed === null ? content : { ...content, consumed: Math.floor(row.consumed) };
  }

  #placeOf(idHash: string): string {
    return `${this.#kind} ${idHash}`;
  }
}

function stageOf(kind: string, { accountId, error, inFlight }: ItemContent): number {
  // Written once: of two replicas that are shown one proof, the second is refused.
  if (kind === "ReplayDetection") return 1;
  if (kind !== "DeviceCode") return 0;
  if (accountId !== undefined || error !== undefined) return 2;
  return inFlight ? 1 : 0;
}

/** Forgets what has expired. */
export async function forgetExpired(database: Database): Promise<void> {
  for (const table of ["oauth_item", "sign_in", "sent_to_provider"]) {
    await database.query(`DELETE FROM ${table} WHERE expires_at < now() - make_interval(secs => $1)`, [KEPT_SECONDS]);
  }
  await database.query("DELETE FROM wrong_code WHERE since < now() - make_interval(secs => $1)", [KEPT_SECONDS]);
}
