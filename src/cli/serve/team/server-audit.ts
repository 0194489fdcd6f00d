import { counted } from "../../../base/counted.ts";
import { secondsOf } from "../../../base/duration.ts";
import { ActasError } from "../../../base/errors.ts";
import type { AuditHead } from "../../../server/audit/verify-audit.ts";
import type { Database } from "../../../server/store/database.ts";
import { printLine } from "../../../system/print.ts";
import { terminalColumns } from "../../../system/terminal/terminal-columns.ts";
import { type Output, printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { SilentFailure } from "../../terminal/report-error.ts";
import { say } from "../../terminal/say.ts";
import { table } from "../../text/table.ts";
import { besideServer } from "./beside-server.ts";
import { heldTable } from "./held-table.ts";

interface AuditFlags {
  readonly config?: string;
  readonly file?: readonly string[];
  readonly noted?: string;
  readonly since?: string;
  readonly json?: true;
}

const WHO_USED = "`actas server audit who-used arn:aws:iam::111122223333:role/Admin` says who was lent a role";
const HELD_BY = "`actas server audit held-by ana@example.com` says what a person still has";

/** `actas server audit verify|export|who-used [ROLE]|held-by [PERSON]` */
export async function serverAudit(action: string, about: string | undefined, flags: AuditFlags): Promise<void> {
  const known = ACTIONS[action];
  if (!known) {
    throw new ActasError(
      "usage",
      `cannot run \`actas server audit\` with "${action}": it is verify, export, who-used or held-by`,
      {
        hints: ["`actas server audit export --since 7d` prints what was decided", WHO_USED, HELD_BY],
      },
    );
  }
  const { act, takes } = known;
  if ((about !== undefined) !== (takes !== undefined)) {
    const reason = takes ? `its argument <${takes}> is missing` : "only who-used and held-by are about something";
    throw new ActasError("usage", `cannot run \`actas server audit\` with "${action}": ${reason}`, {
      hints: takes === "person" ? [HELD_BY] : [WHO_USED, ...(takes ? [] : [HELD_BY])],
    });
  }
  const from = flags.since === undefined ? undefined : timeFrom(flags.since);
  await besideServer(flags.config, (database, { auditFile }) => act(database, { ...flags, about, auditFile, from }));
}

/** A loan takes seconds. */
const UNDER_WAY_MS = 5 * 60_000;

interface Wanted extends AuditFlags {
  readonly about: string | undefined;
  readonly auditFile: string | undefined;
  /** ISO 8601, in UTC. */
  readonly from: string | undefined;
}

interface Action {
  readonly act: (database: Database, wanted: Wanted) => Promise<void>;
  /** What it is about. Absent: the whole trail. */
  readonly takes?: "role" | "person";
}

const ACTIONS: Readonly<Record<string, Action>> = {
  verify: { act: verify },
  export: { act: exportTrail },
  "who-used": { act: showUses, takes: "role" },
  "held-by": { act: showHeld, takes: "person" },
};

async function verify(database: Database, { auditFile, file, noted, json }: Wanted): Promise<void> {
  const [{ unendedLoans }, { verifyAudit }, { compareAuditFile }, { existsSync }] = await Promise.all([
    import("../../../server/audit/who-used.ts"),
    import("../../../server/audit/verify-audit.ts"),
    import("../../../server/audit/compare-audit-file.ts"),
    import("node:fs"),
  ]);
  const paths = [...(auditFile && existsSync(auditFile) ? [auditFile] : []), ...(file ?? [])];
  const verdict = await verifyAudit(database, noted === undefined ? undefined : headFrom(noted));
  const files = [];
  for (const path of new Set(paths)) files.push({ file: path, ...(await compareAuditFile(database, path)) });
  const problems = [...verdict.problems, ...files.flatMap((one) => one.problems)];
  const unended = await unendedLoans(database, new Date(Date.now() - UNDER_WAY_MS).toISOString());
  const head = `${verdict.head.seq}:${verdict.head.hash}`;
  const report: Output<"server audit"> = {
    records: verdict.records,
    head,
    files: files.map(({ file: path, lines, cut }) => ({ file: path, lines, cut })),
    problems,
    unended,
  };
  if (json) printJson("server audit", report);
  else
    printText([
      ...(verdict.problems.length === 0 ? [`${verdict.records} records, none changed and none missing`] : []),
      ...files.map((one) => `${one.file}: ${one.lines} lines${one.cut ? `, ${one.cut} of them cut short` : ""}`),
      ...(unended > 0
        ? [`${counted(unended, "loan")} begun and not ended: a replica died meanwhile, or its disk was full`]
        : []),
      ...problems.map((problem) => `broken: ${problem}`),
      ...(problems.length === 0 ? [`head: ${head}`] : []),
    ]);
  if (problems.length > 0) throw new SilentFailure();
}

function headFrom(text: string): AuditHead {
  const [, seq, hash] = /^(\d{1,15}):([\da-f]{64})$/.exec(text) ?? [];
  if (seq && hash) return { seq: Number(seq), hash };
  throw new ActasError("usage", "cannot compare the audit trail with --noted: it is no NUMBER:HASH", {
    hints: ["`actas server audit verify` prints it as head"],
  });
}

/** As the lines of a file: JSON, one record each. */
async function exportTrail(database: Database, { from = "" }: Wanted): Promise<void> {
  const [{ recordsOf }, { lineOf }] = await Promise.all([
    import("../../../server/audit/verify-audit.ts"),
    import("../../../server/audit/chained-record.ts"),
  ]);
  for await (const record of recordsOf(database)) {
    if ((JSON.parse(record.record) as { readonly at: string }).at >= from) printLine(lineOf(record));
  }
}

async function showUses(database: Database, { json, about: role = "", from }: Wanted): Promise<void> {
  const [{ whoUsed }, { requireNamedRoles }] = await Promise.all([
    import("../../../server/audit/who-used.ts"),
    import("../../../server/roles/named-roles.ts"),
  ]);
  const roles = await requireNamedRoles(database, role);
  const uses = await whoUsed(database, roles, from);
  if (json) return printJson("server audit", { uses: [...uses] });
  if (uses.length === 0) {
    const what = roles.length === 1 ? roles[0] : `one of the ${roles.length} roles named ${role}`;
    return say(`actas: nobody was lent ${what}${from ? ` since ${from}` : ""}`);
  }
  const rows = uses.map((use) => [
    use.at.slice(0, 19).replace("T", " "),
    use.name ?? use.subject ?? "",
    use.event,
    use.role,
    use.sessionName ?? "",
    use.reason ?? use.why ?? "",
  ]);
  printText(table([["time (UTC)", "who", "what", "role", "session", "why"], ...rows], terminalColumns()));
}

async function showHeld(database: Database, { about = "", json }: Wanted): Promise<void> {
  const [{ heldLoans }, { timesNow }, { requirePerson }] = await Promise.all([
    import("../../../server/audit/held-loans.ts"),
    import("../../../server/audit/times-now.ts"),
    import("../../../server/people/sign-ins/require-person.ts"),
  ]);
  const { subject } = await requirePerson(database, about);
  const { earliest } = await timesNow(database, Date.now());
  const held = await heldLoans(database, subject, earliest);
  if (json) return printJson("server audit", { held: [...held] });
  if (held.length === 0) return say(`actas: nothing that ${about} was lent is still good`);
  printText(heldTable(held));
}

/** ISO 8601 in UTC, from a day, an instant, or how long ago it was. */
function timeFrom(text: string): string {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  const seconds = days === undefined ? secondsOf(text) : Number(days) * 86_400;
  const at = seconds === undefined ? Date.parse(text) : Date.now() - seconds * 1_000;
  if (Number.isNaN(at)) {
    throw new ActasError("usage", `cannot show what came since "${text}": it is no time`, {
      hints: ["it is a day such as 2026-05-03, an instant such as 2026-05-03T10:00:00Z, or 7d or 36h for so long ago"],
    });
  }
  return new Date(at).toISOString();
}
