import type { PageFound, PageGroup, PageRow, PageSearch } from "../../../page/page-state.ts";
import type { Choice } from "../choice.ts";
import type { ChoiceList } from "../choice-list.ts";
import { foundPieces } from "../found-pieces.ts";
import { matching } from "../matching.ts";

/** What a search finds, by account, the account of the best row first; as many rows as the page wants. */
export function foundOnPage({ most, text }: PageSearch, list: ChoiceList): PageFound {
  const found = matching(text, list.rows);
  const isSearching = text.trim() !== "";
  const groups = new Map<string, [Choice, ...Choice[]]>();
  for (const choice of found) {
    const kind = list.isUnlisted(choice) ? UNLISTED : groupOf(choice);
    const key = !isSearching && list.isRecent(choice) ? RECENT : kind;
    const group = groups.get(key);
    if (group) group.push(choice);
    else groups.set(key, [choice]);
  }
  return { version: list.version, count: found.length, groups: firstOf(groups, most, text) };
}

const RECENT = "recent";
const UNLISTED = "unlisted";

/** A role's account, or what the row is where that is not known. */
function groupOf({ accountId, from, means }: Choice): string {
  if (means.kind === "sign-in" || means.named.source === undefined) return means.kind;
  return accountId ? `account ${accountId}` : `source ${from}`;
}

function firstOf(
  groups: ReadonlyMap<string, readonly [Choice, ...Choice[]]>,
  most: number,
  text: string,
): readonly PageGroup[] {
  const shown: PageGroup[] = [];
  let left = most;
  for (const [key, choices] of groups) {
    if (left <= 0) break;
    const rows = choices.slice(0, left);
    left -= rows.length;
    const isAccount = key.startsWith("account ");
    const isRecent = key === RECENT;
    shown.push({
      title: foundPieces(titleOf(key, choices[0]), text),
      accountId: isAccount && choices[0].where !== "" ? foundPieces(choices[0].accountId, text) : [],
      rows: rows.map((choice) => rowOf(choice, { isAccount, isRecent }, text)),
    });
  }
  return shown;
}

function titleOf(key: string, { accountId, from, where }: Choice): string {
  if (key.startsWith("account ")) return where || accountId;
  if (key.startsWith("source ")) return from;
  return (
    { [RECENT]: "Chosen before", [UNLISTED]: "In no list", target: "Profiles", "sign-in": "Not signed in" }[key] ?? ""
  );
}

interface Below {
  readonly isAccount: boolean;
  readonly isRecent: boolean;
}

/** A row does not repeat what the heading above it says. */
function rowOf(choice: Choice, { isAccount, isRecent }: Below, text: string): PageRow {
  const { accountId, arn, detail, from, key, name, typed, where } = choice;
  const account = isAccount ? [] : [where, accountId];
  const isSaid = !isAccount && !isRecent;
  return {
    key,
    name: foundPieces(name, text),
    detail: [...account, ...(isSaid ? [] : [from]), detail].filter(Boolean).join(" · "),
    copied: arn || typed,
  };
}
