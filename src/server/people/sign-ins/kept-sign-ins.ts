import { Secret } from "../../../base/secret.ts";
import type { Database, Queries } from "../../store/database.ts";
import { refuseToken } from "../bearer/refuse-token.ts";
import type { Person } from "../person.ts";
import type { Sealer } from "../sealer.ts";
import type { HeldTokens, Vouched } from "../upstream/upstream.ts";

/** A person who has signed in here, until it ends. */
export interface KeptSignIn extends Person {
  readonly id: string;
  readonly tokens: HeldTokens;
}

/** What is kept of a sign-in that begins. */
export interface NewSignIn {
  readonly id: string;
  readonly issuer: string;
  readonly vouched: Vouched;
  /** In milliseconds since the epoch. */
  readonly groupsAt: number;
  readonly client: string;
  readonly via: "code" | "device";
  readonly seconds: number;
}

/** The right to ask the provider about a sign-in, for as long as nobody else got it. */
export interface Turn {
  readonly fence: number;
}

/** Longer than all requests of one turn. */
const TURN_SECONDS = 20;

interface Row {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly groups_at: number;
  readonly tokens: string;
  readonly client: string;
  readonly via: "code" | "device";
}

/** The sign-ins of all replicas. */
export class KeptSignIns {
  readonly #database: Database;
  readonly #sealer: Sealer;

  constructor(database: Database, sealer: Sealer) {
    this.#database = database;
    this.#sealer = sealer;
  }

  async begin({ id, issuer, vouched, groupsAt, client, via, seconds }: NewSignIn): Promise<void> {
    const { subject, name, groups } = vouched;
    const tokens = await this.#sealed(id, vouched.tokens);
    await this.#database.query(
      `INSERT INTO sign_in (id, issuer, subject, name, groups, groups_at, tokens, client, via, expires_at)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, now() + make_interval(secs => $10))`,
      [id, issuer, subject, name, JSON.stringify(groups), groupsAt, tokens, client, via, seconds],
    );
  }

  /** `undefined`: there is none, or it has ended. */
  async find(id: string): Promise<KeptSignIn | undefined> {
    const [row] = await this.#database.query<Row>(
      `SELECT id, issuer, subject, name, groups, groups_at, tokens, client, via
       FROM sign_in WHERE id = $1 AND ended_at IS NULL AND expires_at > now()`,
      [id],
    );
    return row && this.#signInFrom(row);
  }

  /** One that has not ended. @throws {HttpRefusal} 401 */
  async require(id: string): Promise<KeptSignIn> {
    const signIn = await this.find(id);
    if (!signIn) throw refuseToken("your sign-in has ended");
    return signIn;
  }

  /** Ends it for good, and all that was issued for it. @param because - for who looks into the table */
  async end(id: string, because: string): Promise<void> {
    await this.#database.transaction(async (queries) => {
      await endSignIn(queries, id, because);
      await queries.query("DELETE FROM oauth_item WHERE sign_in = $1", [id]);
    });
  }

  /** Takes the turn to ask the provider; `undefined` while somebody else has it. */
  async takeTurn(id: string): Promise<Turn | undefined> {
    const [row] = await this.#database.query<{ fence: number }>(
      `UPDATE sign_in SET asking_until = now() + make_interval(secs => $2), asking_fence = asking_fence + 1
       WHERE id = $1 AND ended_at IS NULL AND (asking_until IS NULL OR asking_until < now())
       RETURNING asking_fence AS fence`,
      [id, TURN_SECONDS],
    );
    return row && { fence: Number(row.fence) };
  }

  /** Keeps what the provider said, unless the turn was over, or the sign-in has been ended. */
  async heard(id: string, { fence }: Turn, vouched: Vouched, groupsAt: number): Promise<void> {
    const { groups, name } = vouched;
    const tokens = await this.#sealed(id, vouched.tokens);
    await this.#database.query(
      `UPDATE sign_in SET groups = $3::jsonb, groups_at = $4, name = $5, tokens = $6, asking_until = NULL
       WHERE id = $1 AND asking_fence = $2 AND ended_at IS NULL`,
      [id, fence, JSON.stringify(groups), groupsAt, name, tokens],
    );
  }

  /** Gives the turn back; nothing was heard. */
  async passTurn(id: string, { fence }: Turn): Promise<void> {
    await this.#database.query("UPDATE sign_in SET asking_until = NULL WHERE id = $1 AND asking_fence = $2", [
      id,
      fence,
    ]);
  }

  #sealed(id: string, { accessToken, refreshToken }: HeldTokens): Promise<string> {
    const plain = JSON.stringify({ access: accessToken.reveal(), refresh: refreshToken?.reveal() });
    return this.#sealer.seal(placeOf(id), new Secret(plain));
  }

  async #signInFrom({ groups_at, tokens, ...row }: Row): Promise<KeptSignIn | undefined> {
    const plain = await this.#sealer.unseal(placeOf(row.id), tokens);
    // Sealed with a key that is not in use any more: the person signs in again.
    if (plain === undefined) return undefined;
    const { access, refresh } = JSON.parse(plain) as { readonly access: string; readonly refresh?: string };
    return {
      ...row,
      groupsAt: Number(groups_at),
      tokens: { accessToken: new Secret(access), ...(refresh !== undefined && { refreshToken: new Secret(refresh) }) },
    };
  }
}

/** Ends a sign-in, in a transaction that takes away what was issued for it. */
export async function endSignIn(queries: Queries, id: string, because: string): Promise<void> {
  await queries.query(
    "UPDATE sign_in SET ended_at = now(), ended_because = $2, tokens = '' WHERE id = $1 AND ended_at IS NULL",
    [id, because],
  );
}

function placeOf(id: string): string {
  return `sign-in ${id}`;
}
