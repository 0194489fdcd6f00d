import type { RoleEntry } from "../../base/role-entry.ts";
import { type Choice, type ProfileFacts, profileChoice, roleChoice, signInChoice } from "./choice.ts";
import { type Columns, NO_COLUMNS, widened } from "./columns.ts";

/**
 * What there is to choose from. It grows while it is being looked through, and only at its end: first what was chosen
 * before, then the profiles, the sources to sign in to, and the roles as they are found.
 */
export class ChoiceList {
  readonly #recent = new Map<string, Choice>();
  readonly #rest = new Map<string, Choice>();
  /** Those of {@link #recent} that are known to be there still. */
  readonly #confirmed = new Set<string>();
  #profiles: ReadonlySet<string> = new Set();
  #notes: string[] = [];
  #columns = NO_COLUMNS;
  #rows: readonly Choice[] | undefined;
  #version = 0;
  #state: "growing" | "complete" = "growing";
  #failure: unknown;

  /** Changes whenever there is something new to show. */
  get version(): number {
    return this.#version;
  }

  get state(): "growing" | "complete" {
    return this.#state;
  }

  /** Why the list cannot be had; it ends the choosing. */
  get failure(): unknown {
    return this.#failure;
  }

  /** As wide as all rows so far need them. */
  get columns(): Columns {
    return this.#columns;
  }

  /** Why something is not in the list, one sentence each. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  get rows(): readonly Choice[] {
    this.#rows ??= [...this.#recent.values(), ...this.#rest.values()];
    return this.#rows;
  }

  /** What was chosen before, best first; what turns out not to be there any more is dropped. */
  addRecent(choices: readonly Choice[]): void {
    for (const choice of choices) this.#put(this.#recent, choice);
    this.#changed();
  }

  addProfiles(all: readonly string[], usable: readonly ProfileFacts[]): void {
    this.#profiles = new Set(all);
    this.#add(usable.map(profileChoice));
    this.#dropRecent((key) => key.startsWith("profile "));
  }

  addRoles(source: string, roles: readonly RoleEntry[]): void {
    this.#add(roles.map((role) => roleChoice(source, role, this.#profiles)));
  }

  /** Offers to sign in to sources; to no other any more. */
  setSignIns(sources: readonly string[]): void {
    for (const key of this.#rest.keys()) if (key.startsWith("sign-in ")) this.#rest.delete(key);
    this.#add(sources.map(signInChoice));
  }

  /** All roles of a source were added, or it is no source: what it does not lend cannot be chosen again. */
  settle(isSettled: (source: string) => boolean): void {
    this.#dropRecent((key) => /^role (.*?)\0/s.test(key) && isSettled(/^role (.*?)\0/s.exec(key)?.[1] ?? ""));
  }

  note(text: string): void {
    this.#notes.push(text);
    this.#changed();
  }

  fail(error: unknown): void {
    this.#failure = error;
    this.#changed();
  }

  complete(): void {
    this.#state = "complete";
    this.#changed();
  }

  /** Begins to fill anew; what is there stays. */
  reopen(): void {
    this.#state = "growing";
    this.#failure = undefined;
    this.#notes = [];
  }

  #add(choices: readonly Choice[]): void {
    for (const choice of choices) {
      const isRecent = this.#recent.has(choice.key);
      this.#put(isRecent ? this.#recent : this.#rest, choice);
      if (isRecent) this.#confirmed.add(choice.key);
    }
    this.#changed();
  }

  #put(rows: Map<string, Choice>, choice: Choice): void {
    rows.set(choice.key, choice);
    this.#columns = widened(this.#columns, choice);
  }

  #dropRecent(isMeant: (key: string) => boolean): void {
    for (const key of this.#recent.keys()) if (isMeant(key) && !this.#confirmed.has(key)) this.#recent.delete(key);
    this.#changed();
  }

  #changed(): void {
    this.#rows = undefined;
    this.#version++;
  }
}
