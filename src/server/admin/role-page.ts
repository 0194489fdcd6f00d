import { escapeHTML } from "bun";
import { jsonText, printableLines } from "../../base/printable.ts";
import { lintTrust } from "../../trust-policies/lint-trust.ts";
import { parseTrustPolicy } from "../../trust-policies/trust-policy.ts";
import type { BrokerReserve } from "../lending/broker-reserve.ts";
import { judgeRules } from "../lending/rules/judge-rules.ts";
import type { LendingRules } from "../lending/rules/rule.ts";
import type { Person } from "../people/person.ts";
import { RoleHistory } from "../roles/history/role-history.ts";
import { whenIn } from "../roles/history/when-in.ts";
import type { RoleJudging } from "../roles/role-judging.ts";
import type { KnownRole, RoleExplainer, RoleMap } from "../roles/role-map.ts";
import type { Database } from "../store/database.ts";
import type { TitledBody } from "./admin-frame.ts";
import { accountLink, cellHtml, htmlTable, shownText } from "./html-table.ts";
import { answerThen, historyPart } from "./role-history-part.ts";

/** What says who may take a role. */
export interface RoleJudges {
  readonly roles: RoleMap & RoleExplainer;
  readonly rules: LendingRules;
  readonly reserve: Pick<BrokerReserve, "whyNot">;
  /** How trust policies of earlier versions are judged. */
  readonly judging: RoleJudging;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

interface Stored {
  readonly trust: string | null;
  readonly trust_sha256: string;
}

/** One role: its trust policy, what is wrong with it, and why somebody may take it or not. @param url - of the page */
export async function rolePage(database: Database, base: string, judges: RoleJudges, url: string): Promise<TitledBody> {
  const { searchParams } = new URL(url);
  const arn = searchParams.get("role") ?? "";
  const role = judges.roles.find(arn);
  if (!role) {
    const body = `<p>No role ${shownText(arn)} was found by the last scan of its account.</p>`;
    return { title: "There is no such role", body };
  }
  const [stored] = await database.query<Stored>(
    "SELECT trust, trust_sha256 FROM role WHERE account_id = $1 AND name = $2",
    [role.accountId, role.name],
  );
  const read = (part: { readonly until?: Date | number }): Promise<RoleHistory | undefined> =>
    RoleHistory.read(database, role.accountId, role.name, judges.judging, part);
  const history = await read({});
  const now = judges.now();
  const at = (searchParams.get("at") ?? "").trim();
  const until = at === "" ? undefined : whenIn(at);
  const then = until === undefined ? history : await read({ until });
  const person = isAsked(searchParams) ? personIn(searchParams, now) : undefined;
  const body = [
    `<p>${inAccount(role, base)}</p>`,
    askForm(base, role, searchParams),
    answerThen(then, { at, person, now }),
    person && at === "" ? whyNot(role, judges, person) : "",
    policyPart(stored, role),
    historyPart(history, person),
  ].join("\n");
  return { title: `Role ${role.name}`, body };
}

/** The whole name of a role, and the way to its account. */
function inAccount({ accountId, arn }: KnownRole, base: string): string {
  return `${cellHtml(arn)} in the account ${cellHtml(accountLink(base, accountId))}`;
}

function askForm(base: string, { arn }: KnownRole, asked: URLSearchParams): string {
  const field = (name: string, label: string): string =>
    `<div><label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" value="${escapeHTML(asked.get(name) ?? "")}"></div>`;
  return `<form class="search" action="${escapeHTML(`${base}/role`)}">
<input type="hidden" name="role" value="${escapeHTML(arn)}">
${field("groups", "May somebody take it who is in these groups (with commas)?")}
${field("subject", "Subject at the OpenID provider, if a policy names one")}
${field("at", "At which time, such as 2026-05-03, or version of the map; empty: now")}
<button>Why, or why not</button></form>`;
}

/** Without a group or a subject nobody in particular is asked about. */
function isAsked(asked: URLSearchParams): boolean {
  return (asked.get("groups") ?? "").trim() !== "" || (asked.get("subject") ?? "").trim() !== "";
}

/** Somebody who might ask. */
function personIn(asked: URLSearchParams, now: number): Person {
  const groups = (asked.get("groups") ?? "")
    .split(",")
    .map((group) => group.trim())
    .filter(Boolean);
  const subject = asked.get("subject") ?? "";
  return { issuer: "", subject, name: subject || "somebody", groups, groupsAt: now, via: "code", client: "actas" };
}

function whyNot(role: KnownRole, { judging, now, reserve, roles, rules }: RoleJudges, person: Person): string {
  const facts = judging.expected?.(person, role) ?? {};
  const { dependsOn, lines, missingGroups, mode, usable } = roles.explain(role, person, facts);
  const keptBack = mode === "broker" && usable !== "closed" ? reserve.whyNot(role) : undefined;
  const ruled = judgeRules(rules, { person, role, now: now() });
  const needs = [...(ruled.answer === "needs" ? ruled.needs : []), ...dependsOn].join(", ");
  const answer =
    usable === "closed" || ruled.answer === "closed" || keptBack !== undefined
      ? '<span class="bad">No.</span>'
      : usable === "if" || ruled.answer === "needs"
        ? `If: ${shownText(needs)}.`
        : "Yes.";
  const rulesSay = ruled.answer === "lend" ? `${ruled.rule.place} lends it` : ruled.why;
  const hint =
    missingGroups.length > 0
      ? `<p>For the trust policy each of these would be enough: ${shownText(missingGroups.join(", "))}.</p>`
      : "";
  return `<section aria-labelledby="why"><h2 id="why">${answer}</h2>
<p>The rules of this server: ${escapeHTML(rulesSay)}.</p>
${keptBack === undefined ? "" : `<p>The server does not assume it: ${escapeHTML(keptBack)}.</p>\n`}<p>The trust policy:</p>
<pre tabindex="0">${lines.map(shownText).join("\n")}</pre>
${hint}</section>`;
}

function policyPart(stored: Stored | undefined, { accountId }: KnownRole): string {
  const { trust, trust_sha256 } = stored ?? {};
  if (!trust) {
    return '<p class="soft">Of its trust policy only the hash is kept, as it names nobody whom this server can speak for.</p>';
  }
  const policy = parseTrustPolicy(trust);
  const findings =
    typeof policy === "string"
      ? [["error", `cannot be read: ${policy}`, "unreadable"]]
      : lintTrust(policy, accountId).map(({ code, level, message }) => [level, message, code]);
  return `<h2>Findings</h2>
${htmlTable(["Level", "What is wrong", "Code"], findings, "None.")}
<h2>Trust policy</h2>
<pre tabindex="0">${escapeHTML(typeof policy === "string" ? asWritten(trust) : pretty(trust))}</pre>
<p class="soft">Its SHA-256 is ${escapeHTML(trust_sha256 ?? "")}.</p>`;
}

function pretty(json: string): string {
  try {
    return jsonText(JSON.parse(json), "indented");
  } catch {
    return asWritten(json);
  }
}

function asWritten(text: string): string {
  return printableLines(text.split("\n"));
}
