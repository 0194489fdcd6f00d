import { type AskingWay, personKeys } from "./asking-way.ts";
import { ClauseIndex } from "./clause-index.ts";
import { leastGroups } from "./least-groups.ts";
import type { MapNode } from "./map-node.ts";
import type { ListedAnswer } from "./role-map.ts";

/** Roles that a group leads to, by their numbers. */
export interface Found {
  /** Whoever has the group gets them, whatever else they are or ask for. */
  readonly sure: readonly number[];
  /** What is said of them, in the same order. */
  readonly answers: readonly ListedAnswer[];
  /** Whether they get these has to be judged. */
  readonly open: readonly number[];
}

const MOST_GROUPS_KEPT = 20_000;

/** The roles of a map that are asked for in one way, found by the groups of who asks. */
export class WayIndex {
  readonly way: AskingWay;
  readonly #number: number;
  readonly #nodes: readonly MapNode[];
  readonly #clauses = new ClauseIndex();
  readonly #byGroup = new Map<string, Found>();
  readonly #asked = new Set<string>();
  #anybody: Found | undefined;

  /** @param number - which of the map's ways it is */
  constructor(way: AskingWay, number: number, nodes: readonly MapNode[]) {
    this.way = way;
    this.#number = number;
    this.#nodes = nodes;
  }

  /** Roles are added in rising order. */
  add(number: number): void {
    const node = this.#nodes[number];
    const clauses = node?.compiled[this.#number]?.clauses;
    if (clauses && node.withheld.length === 0) this.#clauses.add(number, clauses);
  }

  /** How many comparisons of patterns with groups there were. */
  get tried(): number {
    return this.#clauses.tried;
  }

  anybody(): Found {
    this.#anybody ??= this.#judged(this.#clauses.anybody, []);
    return this.#anybody;
  }

  ofSubject(subject: string): readonly number[] {
    return this.#clauses.ofSubject(subject);
  }

  /** Groups of people who have asked. */
  get asked(): Iterable<string> {
    return this.#asked;
  }

  ofGroup(group: string): Found {
    this.#asked.add(group);
    return this.prepare(group);
  }

  /** Finds the roles of a group before somebody asks. */
  prepare(group: string): Found {
    const known = this.#byGroup.get(group);
    if (known) return known;
    if (this.#byGroup.size >= MOST_GROUPS_KEPT) {
      this.#byGroup.clear();
      this.#asked.clear();
    }
    const found = this.#judged(this.#clauses.ofGroup(group), [group]);
    this.#byGroup.set(group, found);
    return found;
  }

  /** Where more groups are more, what is allowed to the group alone is allowed to all who have it. */
  #judged(numbers: Iterable<number>, groups: readonly string[]): Found {
    const sure: number[] = [];
    const answers: ListedAnswer[] = [];
    const open: number[] = [];
    const { mode } = this.way;
    const { groups: key } = personKeys(this.way);
    for (const number of numbers) {
      const node = this.#nodes[number];
      const compiled = node?.compiled[this.#number];
      if (!compiled) continue;
      const context = () => () => "unknown" as const;
      const { answer, dependsOn } = leastGroups({ compiled, groups, likely: groups, key, context });
      if (answer === "allowed" && compiled.groups === "more-is-more") {
        sure.push(number);
        answers.push({ role: node.role, place: number, answer, mode, groups, dependsOn, withheld: [] });
      } else open.push(number);
    }
    return { sure, answers, open };
  }
}
