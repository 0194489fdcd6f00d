import { HttpRefusal } from "../http-refusal.ts";
import type { MapAccount } from "./map-account.ts";

/**
 * Accounts by what people call them. The id is the account; its name comes from the organization's list. An alias is
 * what the account's owner has chosen, so it never counts more than a name, and not at all where another account's name
 * or alias looks like it.
 */
export class AccountNames {
  readonly #byId = new Map<string, MapAccount>();
  readonly #byName = new Map<string, MapAccount[]>();
  readonly #byAlias = new Map<string, MapAccount>();
  readonly #byLook = new Map<string, Set<string>>();

  add(account: MapAccount): void {
    this.#byId.set(account.id, account);
    if (account.name !== undefined) {
      note(this.#byName, account.name, account);
      this.#noteLook(account.name, account);
    }
    for (const alias of account.aliases) {
      this.#byAlias.set(alias, account);
      this.#noteLook(alias, account);
    }
  }

  byId(id: string): MapAccount | undefined {
    return this.#byId.get(id);
  }

  /** @throws {HttpRefusal} 400 if it may be more than one account */
  find(text: string): MapAccount | undefined {
    const byId = this.#byId.get(text);
    if (byId) return byId;
    const named = this.#byName.get(text) ?? [];
    if (named.length > 1) throw ambiguous("is the name of several accounts");
    if (named[0]) return named[0];
    const account = this.#byAlias.get(text);
    if (account && (this.#byLook.get(look(text))?.size ?? 0) > 1)
      throw ambiguous("may be what several accounts are called");
    return account;
  }

  #noteLook(text: string, { id }: MapAccount): void {
    const key = look(text);
    const ids = this.#byLook.get(key);
    if (ids) ids.add(id);
    else this.#byLook.set(key, new Set([id]));
  }
}

/** What the client sent is not said again: it may be anything. */
function ambiguous(how: string): HttpRefusal {
  return new HttpRefusal(400, "ambiguous_account", `what stands before the role's name ${how}: write the account's id`);
}

function note(index: Map<string, MapAccount[]>, key: string, account: MapAccount): void {
  const known = index.get(key);
  if (known) known.push(account);
  else index.set(key, [account]);
}

/** Texts that are easily taken for each other have one look: in case, blanks, accents, and some letters and digits. */
function look(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\x20-\x7e]/gu, (letter) => LATIN[letter] ?? letter)
    .replace(/[0o]/g, "o")
    .replace(/[1il|]/g, "l")
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[\s_.-]+/g, "-");
}

/** Letters of other alphabets that look like one of ours. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  ["аa", "еe", "оo", "рp", "сc", "уy", "хx", "іi", "ѕs", "ԁd", "ј" + "j", "αa", "οo", "ρp", "νv", "ıi", "ɡg"].map(
    (pair) => [pair.slice(0, 1), pair.slice(1)],
  ),
);
