import { isTooWide } from "../../trust-policies/finding-codes.ts";
import { type Breathe, HeldMap, type MapManner } from "./held-map.ts";
import { type MapAccount, roleIn } from "./map-account.ts";
import { type MapNode, TrustCompiler } from "./map-node.ts";
import type { AccountRow, RoleRow } from "./map-rows.ts";

export interface MakingManner extends MapManner {
  /** ARNs of roles that are lent although their policies let in nearly everybody. */
  readonly acknowledged: ReadonlySet<string>;
}

interface Kept {
  readonly account: MapAccount;
  readonly nodes: readonly MapNode[];
}

/** Makes maps out of accounts; of what has not changed, nothing is made anew. */
export class MapMaker {
  readonly #manner: MakingManner;
  readonly #compiler: TrustCompiler;
  readonly #kept = new Map<string, Kept>();

  constructor(manner: MakingManner) {
    this.#manner = manner;
    this.#compiler = new TrustCompiler(manner.ways);
  }

  /** How many policies were compiled so far. */
  get compiled(): number {
    return this.#compiler.compiled;
  }

  /** Takes an account as it is now. One that was never scanned whole, or has left, has no roles. */
  take(row: AccountRow): void {
    if (row.isClosed || row.scannedAt === null) {
      this.#kept.delete(row.id);
      return;
    }
    const account: MapAccount = {
      id: row.id,
      partition: row.partition,
      ...(row.name !== null && { name: row.name }),
      aliases: row.aliases,
      scannedAt: row.scannedAt,
      providers: new Map(row.providers.map(({ clientIds, url }) => [url, clientIds])),
      packed: row.packed,
    };
    const nodes = row.roles.flatMap((role) => this.#nodeOf(role, account));
    this.#kept.set(row.id, { account, nodes: nodes.sort((one, other) => compare(ownName(one), ownName(other))) });
  }

  /** Notes when accounts were scanned, in the maps that were made, too. */
  scanned(times: ReadonlyMap<string, number>): void {
    for (const { account } of this.#kept.values()) account.scannedAt = times.get(account.id) ?? account.scannedAt;
  }

  /** @param before - the version that this one follows */
  map(version: number, breathe: Breathe, before?: HeldMap): Promise<HeldMap> {
    const kept = [...this.#kept.values()].sort((one, other) => compare(placeOf(one), placeOf(other)));
    const nodes = kept.flatMap((one) => one.nodes);
    return HeldMap.of({ version, accounts: kept.map(({ account }) => account), nodes }, this.#manner, breathe, before);
  }

  #nodeOf({ findings, name, trust }: RoleRow, account: MapAccount): readonly MapNode[] {
    const role = roleIn(account, name);
    if (!role) return [];
    const tooWide = findings.filter(isTooWide);
    const withheld = this.#manner.acknowledged.has(role.arn) ? [] : tooWide;
    return [{ account, role, trust, compiled: this.#compiler.compile(trust, account), withheld }];
  }
}

/** Where lists have an account: that of another partition by the ARNs of its roles, which come after all numbers. */
function placeOf({ account: { id, partition } }: Kept): string {
  return partition === "aws" ? id : `arn:${partition}:iam::${id}`;
}

function ownName({ role: { name, path } }: MapNode): string {
  return path + name;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
