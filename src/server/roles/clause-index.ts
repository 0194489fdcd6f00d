import { type Glob, globOf, matches } from "../../iam-policies/glob.ts";
import type { Clause } from "../../trust-policies/compiled/clause.ts";

interface Pattern {
  readonly glob: Glob;
  readonly nodes: number[];
}

/** Finds the roles whose policies can be about a person at all, by one way to ask. */
export class ClauseIndex {
  readonly #byGroup = new Map<string, number[]>();
  readonly #byGroupInAnyCase = new Map<string, number[]>();
  readonly #bySubject = new Map<string, number[]>();
  readonly #patterns = new Map<string, Pattern>();
  /** Roles that may be anybody's. */
  readonly anybody: number[] = [];
  /** How many comparisons of a pattern with a group there were. */
  tried = 0;

  /** @param node - the number of the role; roles come in rising order */
  add(node: number, clauses: readonly Clause[]): void {
    for (const { groups, subjects } of clauses) {
      for (const subject of subjects ?? []) note(this.#bySubject, subject, node);
      for (const group of groups?.texts ?? []) note(this.#byGroup, group, node);
      for (const group of groups?.anyCase ?? []) note(this.#byGroupInAnyCase, group, node);
      for (const pattern of groups?.patterns ?? []) this.#notePattern(pattern, node);
      if (!groups && !subjects && this.anybody.at(-1) !== node) this.anybody.push(node);
    }
  }

  ofSubject(subject: string): readonly number[] {
    return this.#bySubject.get(subject) ?? [];
  }

  /** Each pattern is compared: what is found is worth keeping. */
  ofGroup(group: string): ReadonlySet<number> {
    const found = new Set([
      ...(this.#byGroup.get(group) ?? []),
      ...(this.#byGroupInAnyCase.get(group.toLowerCase()) ?? []),
    ]);
    for (const { glob, nodes } of this.#patterns.values()) {
      this.tried++;
      if (!matches(glob, group)) continue;
      for (const node of nodes) found.add(node);
    }
    return found;
  }

  #notePattern(text: string, node: number): void {
    const known = this.#patterns.get(text);
    if (!known) this.#patterns.set(text, { glob: globOf(text), nodes: [node] });
    else if (known.nodes.at(-1) !== node) known.nodes.push(node);
  }
}

function note(index: Map<string, number[]>, key: string, node: number): void {
  const known = index.get(key);
  if (!known) index.set(key, [node]);
  else if (known.at(-1) !== node) known.push(node);
}
