import type { Person } from "../people/person.ts";
import type { RoleHistory } from "../roles/history/role-history.ts";
import type { RoleVersion } from "../roles/history/role-version.ts";
import { toldAt, toldHistory } from "../roles/history/told-history.ts";
import { whenIn } from "../roles/history/when-in.ts";
import { htmlTable, shownText } from "./html-table.ts";

/** The last versions of a role; there are more in `actas server roles history`. */
const MOST_VERSIONS = 50;

/** What a role's history is asked. */
export interface AskedHistory {
  /** A time or a version, as somebody has typed it; empty: now. */
  readonly at: string;
  /** Absent: the groups are told that could take it. */
  readonly person: Person | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Who could take the role at a time, and since which change. */
export function answerThen(history: RoleHistory | undefined, { at, now, person }: AskedHistory): string {
  const when = at === "" ? new Date(now) : whenIn(at);
  if (when === undefined) {
    return said("That is no time", `"${at}" is no time such as 2026-05-03, and no number of a version.`);
  }
  const version = history?.versionAt(when);
  if (!history || !version) return at === "" ? "" : said("Nothing is known", "No scan had found the role by then.");
  const time = typeof when === "number" ? version.at : when;
  const { isSinceKnown, since, sinceChanges, who } = toldAt(history, version, { at: time, person });
  const whom = person ? "Whether this person could, by the trust policy" : "Who could, by the trust policy";
  return `<section aria-labelledby="then"><h2 id="then">${at === "" ? "Now" : `At ${time.toISOString()}`}</h2>
<p>${whom}: <strong>${shownText(who)}</strong>, since ${placeInWords(since)}${isSinceKnown ? "" : ", or earlier"}:</p>
${list(sinceChanges)}</section>`;
}

/** The last versions of the role, the newest first. */
export function historyPart(history: RoleHistory | undefined, person: Person | undefined): string {
  const told = history ? toldHistory(history, person, MOST_VERSIONS) : [];
  const rows = told
    .toReversed()
    .map(({ changes, version, who }) => [version.at.toISOString(), version.version, { html: list(changes) }, who]);
  const heads = ["Since", "Version of the map", "What has changed", person ? "Could they" : "Who could"];
  return `<h2>History</h2>\n${htmlTable(heads, rows, "No change of this role has been put down.")}`;
}

function said(heading: string, text: string): string {
  return `<section aria-labelledby="then"><h2 id="then">${heading}</h2><p>${shownText(text)}</p></section>`;
}

function placeInWords({ at, version }: RoleVersion): string {
  return `${at.toISOString()}, version ${version} of the map`;
}

function list(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${shownText(line)}</li>`).join("")}</ul>`;
}
