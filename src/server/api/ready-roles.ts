import { jsonText, printable } from "../../base/printable.ts";
import { listedName } from "../../base/role-entry.ts";
import { rulesAbout } from "../lending/rules/judge-rules.ts";
import type { LendingRules, RulesOfRole } from "../lending/rules/rule.ts";
import type { KnownRole, ListedAnswer, RoleMap } from "../roles/role-map.ts";

/** What lists say of a role whoever asks. */
export interface ReadyRole {
  readonly role: KnownRole;
  /** What `POST /assume-role` takes. */
  readonly name: string;
  /** The same object for all roles that the same rules are about. */
  readonly rules: RulesOfRole;
  /** Where its JSON is, as far as into its description; `SaidOffer` has the rest. */
  readonly start: number;
  readonly end: number;
}

const FIRST_BYTES = 64 * 1024;
/** With so many, of which most are of roles that have changed since, all is made anew. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The roles of the map as lists say them, each made once, when somebody has it for the first time. Nothing here is about
 * a person.
 */
export class ReadyRoles {
  readonly #map: RoleMap;
  readonly #rules: LendingRules;
  readonly #sets = new Map<string, RulesOfRole>();
  #version = Number.NaN;
  /** By their places in the map. */
  #ready: ReadyRole[] = [];
  /** Those of the version before. A role of an account that has not changed is the same object in both. */
  #before = new Map<KnownRole, ReadyRole>();
  /** All JSON in one piece: a text for each would be one more thing that is far away in memory. */
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  constructor(map: RoleMap, rules: LendingRules) {
    this.#map = map;
    this.#rules = rules;
  }

  /** The places are those of the map as it is now. To be called before roles of it are asked for. */
  keepUp(): void {
    if (this.#version === this.#map.version) return;
    this.#version = this.#map.version;
    this.#before = new Map();
    if (this.#length > MOST_BYTES) this.#length = 0;
    // Places that nobody has asked for are left out.
    else this.#ready.forEach((ready) => void this.#before.set(ready.role, ready));
    this.#ready = [];
  }

  of({ place, role }: ListedAnswer): ReadyRole {
    this.#ready[place] ??= this.#before.get(role) ?? this.#made(role);
    return this.#ready[place];
  }

  /** Writes the JSON of a role, and gives the place behind it. */
  write({ end, start }: ReadyRole, target: Buffer, at: number): number {
    return at + this.#bytes.copy(target, at, start, end);
  }

  #made(role: KnownRole): ReadyRole {
    const { name, text } = readyText(role, this.#map);
    const bytes = Buffer.from(text);
    const start = this.#length;
    const end = start + bytes.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * end);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, start);
    this.#length = end;
    return { role, name, rules: this.#rulesOf(role), start, end };
  }

  #rulesOf(role: KnownRole): RulesOfRole {
    const found = rulesAbout(this.#rules, role);
    const { allow, deny } = this.#rules;
    const places = [found.allow.map((rule) => allow.indexOf(rule)), found.deny.map((rule) => deny.indexOf(rule))];
    const key = JSON.stringify([...places, found.isForAdministrators]);
    const known = this.#sets.get(key);
    if (!known) this.#sets.set(key, found);
    return known ?? found;
  }
}

/**
 * Texts that the owner of an account has chosen are data: nothing invisible gets through, and the account is called as
 * its organisation calls it.
 */
function readyText(
  { arn, accountId, accountName }: KnownRole,
  map: RoleMap,
): { readonly name: string; readonly text: string } {
  const listed = listedName(arn);
  const name = map.find(listed)?.arn === arn ? listed : arn;
  const shown = {
    Name: name,
    Arn: arn,
    AccountId: accountId,
    ...(accountName && { AccountName: printable(accountName) }),
    Description: printable(accountName ?? accountId),
  };
  // Without the end of the description, and of the object.
  return { name, text: jsonText(shown, "one-line").slice(0, -2) };
}
