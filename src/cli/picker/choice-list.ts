import type { RoleEntry } from "../../base/role-entry.ts";
import type { AliasFacts, ProfileFacts } from "../../requests/usable-profiles.ts";
import type { OtherMeanings } from "../../targets/typed-target.ts";
import { sourceOfEnvironment } from "../target/default-source.ts";
import type { NamedTarget } from "../target/target-request.ts";
import { aliasChoice, type Choice, profileChoice, roleChoice, signInChoice } from "./choice.ts";
import { type Columns, NO_COLUMNS, widened } from "./columns.ts";

/**
 * The rows to choose from. The list grows while the user searches it, and only at its end: first the targets chosen
 * before, then the profiles, the sources to sign in to, and the roles as they are found.
 */
export class ChoiceList {
  /** What is served on a page without being in any list: it is there first. */
  readonly #unlisted = new Map<string, Choice>();
  readonly #recent = new Map<string, Choice>();
  readonly #rest = new Map<string, Choice>();
  /** The keys of {@link #recent} that are known to exist still. */
  readonly #confirmed = new Set<string>();
  #meanings: OtherMeanings = { profiles: new Set(), server: sourceOfEnvironment() };
  #notes: string[] = [];
  #columns = NO_COLUMNS;
  #rows: readonly Choice[] | undefined;
  #version = 0;
  #state: "growing" | "complete" = "growing";
  #failure: unknown;

  /** Changes whenever the list does. */
  get version(): number {
    return this.#version;
  }

  get state(): "growing" | "complete" {
    return this.#state;
  }

  /** Why the list cannot be read; a failure closes the list. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Wide enough for every row so far. */
  get columns(): Columns {
    return this.#columns;
  }

  /** Why targets are missing from the list, one sentence per reason. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  get rows(): readonly Choice[] {
    this.#rows ??= [...this.#unlisted.values(), ...this.#recent.values(), ...this.#rest.values()];
    return this.#rows;
  }

  /** Whether the user chose this target before. */
  isRecent({ key }: Choice): boolean {
    return this.#recent.has(key);
  }

  /** Whether it is in no list, such as a role that was named by its ARN. */
  isUnlisted({ key }: Choice): boolean {
    return this.#unlisted.has(key);
  }

  addUnlisted(choice: Choice): void {
    this.#put(this.#unlisted, choice);
    this.#changed();
  }

  /** It is in a list by now. */
  dropUnlisted({ key }: Choice): void {
    if (this.#unlisted.delete(key)) this.#changed();
  }

  /** Adds the targets chosen before, best first. The list drops them later if they turn out not to exist any more. */
  addRecent(choices: readonly Choice[]): void {
    for (const choice of choices) this.#put(this.#recent, choice);
    this.#changed();
  }

  /** Adds profiles, and names for roles, which mean something else where a source is the default. */
  addProfiles(all: readonly string[], usable: readonly ProfileFacts[], aliases: readonly AliasFacts[] = []): void {
    this.#meanings = { ...this.#meanings, profiles: new Set(all) };
    this.#add(usable.map((profile) => profileChoice(profile, this.#meanings)));
    if (!this.#meanings.server) this.#add(aliases.map(aliasChoice));
    this.#dropRecent(({ source }) => source === undefined);
  }

  addRoles(source: string, roles: readonly RoleEntry[]): void {
    this.#add(roles.map((role) => roleChoice(source, role, this.#meanings)));
  }

  /** Offers to sign in to these sources, and to no others any more. */
  setSignIns(sources: readonly string[]): void {
    for (const [key, { means }] of this.#rest) if (means.kind === "sign-in") this.#rest.delete(key);
    this.#add(sources.map(signInChoice));
  }

  /** Drops recent roles of sources that are fully listed or gone, if the source does not lend them any more. */
  settle(isSettled: (source: string) => boolean): void {
    this.#dropRecent(({ source }) => source !== undefined && isSettled(source));
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

  /** Starts to fill again, and keeps the rows. */
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

  #dropRecent(isMeant: (named: NamedTarget) => boolean): void {
    for (const [key, { means }] of this.#recent) {
      if (means.kind === "target" && isMeant(means.named) && !this.#confirmed.has(key)) this.#recent.delete(key);
    }
    this.#changed();
  }

  #changed(): void {
    this.#rows = undefined;
    this.#version++;
  }
}
