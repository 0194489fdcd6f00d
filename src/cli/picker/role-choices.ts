import fuzzysort, { type Prepared } from "fuzzysort";
import type { RoleEntry } from "../../base/role-entry.ts";
import type { NamedTarget } from "../target/target-request.ts";

/** More matches than anybody looks through. */
const MAX_MATCHES = 200;

/** One line of the list, and what it stands for in a request. */
export interface Choice {
  readonly text: string;
  readonly named: NamedTarget;
}

/** What there is to choose from; it grows while it is being looked through. */
export class RoleChoices {
  readonly #choices: { readonly choice: Choice; readonly prepared: Prepared }[] = [];
  readonly #notes: string[] = [];
  #changed: () => void = () => {};
  #state: "growing" | "complete" = "growing";

  get count(): number {
    return this.#choices.length;
  }

  get state(): "growing" | "complete" {
    return this.#state;
  }

  /** Why something is not in the list, one sentence each. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  addProfiles(names: readonly string[]): void {
    this.#add(names.map((name) => ({ text: `profile  ${name}`, named: { sourceProfile: name } })));
  }

  addRoles(source: string, roles: readonly RoleEntry[]): void {
    this.#add(roles.map((role) => ({ text: roleText(source, role), named: { source, target: role.name } })));
  }

  note(text: string): void {
    this.#notes.push(text);
    this.#changed();
  }

  complete(): void {
    this.#state = "complete";
    this.#changed();
  }

  /** `changed` is called whenever there is something new to show; gives what ends that. */
  onChange(changed: () => void): () => void {
    this.#changed = changed;
    return () => {
      this.#changed = () => {};
    };
  }

  /** Those that have all words of the search, letter by letter in this order, the best first; without a search all. */
  matching(search: string): { readonly best: readonly Choice[]; readonly total: number } {
    if (search.trim() === "") {
      return { best: this.#choices.slice(0, MAX_MATCHES).map(({ choice }) => choice), total: this.count };
    }
    const found = fuzzysort.go(search, this.#choices, { key: "prepared", limit: MAX_MATCHES, threshold: 0 });
    return { best: found.map(({ obj }) => obj.choice), total: found.total };
  }

  #add(choices: readonly Choice[]): void {
    for (const choice of choices) this.#choices.push({ choice, prepared: fuzzysort.prepare(choice.text) });
    this.#changed();
  }
}

function roleText(source: string, { name, accountId, accountName, description }: RoleEntry): string {
  const account = [accountName, accountId].filter((part) => part && !name.includes(part));
  return [source, ...account, name, description].filter(Boolean).join("  ");
}
