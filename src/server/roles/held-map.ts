import type { Person } from "../people/person.ts";
import { AccountNames } from "./account-names.ts";
import { type AskingWay, personKeys, questionOf, type RoleRequest } from "./asking-way.ts";
import { BestAnswers } from "./best-answers.ts";
import { findRole } from "./find-role.ts";
import { judgeRole } from "./judge-role.ts";
import { leastGroups } from "./least-groups.ts";
import type { MapAccount } from "./map-account.ts";
import type { MapNode } from "./map-node.ts";
import type { KnownRole, ListedAnswer, RequestFactsOfRole, RoleAnswer, RoleExplanation } from "./role-map.ts";
import { type Found, WayIndex } from "./way-index.ts";
import { whyNot } from "./why-not.ts";

/** What a map is made of. */
export interface MapContent {
  readonly version: number;
  readonly accounts: readonly MapAccount[];
  /** In the order of what lists call them. */
  readonly nodes: readonly MapNode[];
}

export interface MapManner {
  /** How STS can be asked, the best first. */
  readonly ways: readonly AskingWay[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What a loan to the person would be called in AWS, so that conditions on it can be judged in lists. */
  readonly expected?: (person: Person, role: KnownRole) => RequestFactsOfRole;
}

/** How much there is in a map, and how old it is. */
export interface MapExtent {
  readonly accounts: number;
  readonly roles: number;
  /** The last scan of the account whose last scan is the oldest, in milliseconds since the epoch. */
  readonly oldest?: number;
}

/** Lets others work between parts of something long. */
export type Breathe = () => Promise<void>;

/** One version of the map. */
export class HeldMap {
  readonly version: number;
  readonly #manner: MapManner;
  readonly #nodes: readonly MapNode[];
  readonly #scanned: readonly MapAccount[];
  readonly #accounts = new AccountNames();
  /** By what lists call them, which is what is nearly always asked for. */
  readonly #byListedName = new Map<string, MapNode>();
  readonly #indexes: readonly WayIndex[];
  readonly #found: BestAnswers;

  private constructor({ accounts, nodes, version }: MapContent, manner: MapManner) {
    this.version = version;
    this.#manner = manner;
    this.#nodes = nodes;
    this.#scanned = accounts;
    this.#indexes = manner.ways.map((way, number) => new WayIndex(way, number, nodes));
    this.#found = new BestAnswers(nodes.length);
  }

  /** @param before - the version that this one follows: the groups of those who asked it are judged before they ask again */
  static async of(content: MapContent, manner: MapManner, breathe: Breathe, before?: HeldMap): Promise<HeldMap> {
    const map = new HeldMap(content, manner);
    for (const [number, account] of content.accounts.entries()) {
      map.#accounts.add(account);
      if (number % AT_ONCE === 0) await breathe();
    }
    for (const [number, node] of content.nodes.entries()) {
      map.#add(node, number);
      if (number % AT_ONCE === 0) await breathe();
    }
    const indexes = before ? before.#indexes : [];
    for (const [number, index] of map.#indexes.entries()) {
      for (const group of [...(indexes[number]?.asked ?? [])]) {
        index.prepare(group);
        await breathe();
      }
    }
    return map;
  }

  #add(node: MapNode, number: number): void {
    this.#byListedName.set(listedNameOf(node.role), node);
    for (const index of this.#indexes) index.add(number);
  }

  get extent(): MapExtent {
    const times = this.#scanned.map(({ scannedAt }) => scannedAt);
    const oldest = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
    return { accounts: times.length, roles: this.#nodes.length, ...(times.length > 0 && { oldest }) };
  }

  /** How many comparisons of patterns with groups there were. */
  get tried(): number {
    return this.#indexes.reduce((sum, { tried }) => sum + tried, 0);
  }

  find(text: string): KnownRole | undefined {
    const listed = this.#byListedName.get(text);
    if (listed) return listed.role;
    const role = findRole(text, this.#accounts);
    return role && (this.nodeOf(role)?.role ?? role);
  }

  nodeOf(role: KnownRole): MapNode | undefined {
    return this.#byListedName.get(listedNameOf(role));
  }

  judge(role: KnownRole, person: Person, facts: RequestFactsOfRole): RoleAnswer {
    return judgeRole(this.nodeOf(role), role, this.#manner.ways, this.#asked(person, facts));
  }

  explain(role: KnownRole, person: Person, facts: RequestFactsOfRole): RoleExplanation {
    return whyNot(this.nodeOf(role), role, this.#manner.ways, this.#asked(person, facts));
  }

  #asked(person: Person, facts: RequestFactsOfRole): RoleRequest {
    return { person, groups: distinct(person.groups), facts, at: new Date(this.#manner.now()) };
  }

  rolesOf(person: Person): readonly ListedAnswer[] {
    const groups = distinct(person.groups);
    const best = this.#found;
    // Also after one that was not finished.
    best.clear();
    for (const [wayNumber, index] of this.#indexes.entries()) {
      const open = new Map<number, string[]>();
      this.#take(index.anybody(), best, open);
      for (const number of index.ofSubject(person.subject)) open.set(number, []);
      for (const group of groups) this.#take(index.ofGroup(group), best, open, group);
      for (const [number, likely] of open) {
        const known = best.of(number);
        if (known?.answer === "allowed") continue;
        const answer = this.#judged(number, wayNumber, { groups, likely, person });
        if (answer && (!known || answer.answer === "allowed")) best.set(number, answer);
      }
    }
    return best.all();
  }

  #take(found: Found, best: BestAnswers, open: Map<number, string[]>, group?: string): void {
    const { answers, sure } = found;
    for (let index = 0; index < sure.length; index++) {
      const number = sure[index] ?? 0;
      const answer = answers[index];
      if (answer && best.of(number)?.answer !== "allowed") best.set(number, answer);
    }
    for (const number of found.open) {
      const likely = open.get(number) ?? [];
      if (group !== undefined) likely.push(group);
      open.set(number, likely);
    }
  }

  /** `undefined`: the person does not get it by this way. */
  #judged(number: number, wayNumber: number, { groups, likely, person }: Judging): ListedAnswer | undefined {
    const { expected, now, ways } = this.#manner;
    const node = this.#nodes[number];
    const compiled = node?.compiled[wayNumber];
    const way = ways[wayNumber];
    if (!node || !compiled || !way) return undefined;
    const { account, role } = node;
    const context = () =>
      questionOf(way, account, { person, groups, facts: expected?.(person, role) ?? {}, at: new Date(now()) }).context;
    const { groups: key } = personKeys(way);
    const { answer, dependsOn, groups: least } = leastGroups({ compiled, groups, likely, key, context });
    if (answer === "denied" || answer === "not-allowed") return undefined;
    return { role, place: number, answer, mode: way.mode, groups: least, dependsOn, withheld: [] };
  }
}

interface Judging {
  readonly groups: readonly string[];
  /** Those that led to the role. */
  readonly likely: readonly string[];
  readonly person: Person;
}

/** `ACCOUNT/PATH/NAME`. */
function listedNameOf({ accountId, name, path }: KnownRole): string {
  return `${accountId}${path}${name}`;
}

/** So many take less than a millisecond. */
const AT_ONCE = 500;

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
