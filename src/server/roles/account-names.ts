import { HttpRefusal } from "../http-refusal.ts";
import type { MapAccount } from "./map-account.ts";

/**
 * Accounts by what people call them. The id is the account, and a text like an id is nothing else. The name comes from
 * the organization's list, but whoever has the root user of an account can rename it; the alias is its owner's choice. So
 * what two accounts are called finds neither, and an alias does not count where what another is called looks like it.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-acct-name.html
 */
export class AccountNames {
  readonly #byId = new Map<string, MapAccount>();
  readonly #byName = new Map<string, MapAccount[]>();
  readonly #byAlias = new Map<string, MapAccount[]>();
  readonly #byLook = new Map<string, Set<string>>();

  add(account: MapAccount): void {
    this.#byId.set(account.id, account);
    if (account.name !== undefined) {
      note(this.#byName, account.name, account);
      this.#noteLook(account.name, account);
    }
    for (const alias of account.aliases) {
      note(this.#byAlias, alias, account);
      this.#noteLook(alias, account);
    }
  }

  byId(id: string): MapAccount | undefined {
    return this.#byId.get(id);
  }

  /** @throws {HttpRefusal} 400 if it may be more than one account */
  find(text: string): MapAccount | undefined {
    if (/^\d{12}$/.test(text)) return this.#byId.get(text);
    const [named = [], called = []] = [this.#byName.get(text), this.#byAlias.get(text)];
    if (new Set([...named, ...called]).size > 1) throw ambiguous("is what several accounts are called");
    if (named[0]) return named[0];
    if (called[0] && (this.#byLook.get(look(text))?.size ?? 0) > 1)
      throw ambiguous("may be what several accounts are called");
    return called[0];
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
