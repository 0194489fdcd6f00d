import { counted } from "../../base/counted.ts";
import type { Truth } from "../../iam-policies/truth.ts";
import { explainLines } from "../../trust-policies/explain-lines.ts";
import { judgeTrust, type TrustJudgement } from "../../trust-policies/judge-trust.ts";
import { lintTrust } from "../../trust-policies/lint-trust.ts";
import type { TrustFinding } from "../../trust-policies/trust-finding.ts";
import type { Actions } from "../command-line/action.ts";
import { type Output, printJson } from "../json/print-json.ts";
import type { Asked } from "../role-map/asked-question.ts";
import type { BuildFlags } from "../role-map/build-role-map.ts";
import type { CallerFlags } from "../role-map/caller-by-target.ts";
import type { DiffFlags } from "../role-map/diff-role-maps.ts";
import { printText } from "../terminal/print-text.ts";
import { SilentFailure } from "../terminal/report-error.ts";

/** `actas role-map build|check|diff|explain` */
export const roleMapActions: Actions = {
  build: async (flags: BuildFlags) => (await import("../role-map/build-role-map.ts")).buildRoleMap(flags),
  check,
  diff: async (old: string, now: string, flags: DiffFlags) =>
    (await import("../role-map/diff-role-maps.ts")).diffRoleMaps(old, now, flags),
  explain,
};

interface CheckFlags {
  readonly account?: string;
  readonly json?: true;
}

type Checked = Output<"role-map check">["policies"][number];

async function check(files: readonly string[], { account, json }: CheckFlags): Promise<void> {
  const { readRoles, requireAccount } = await import("../role-map/read-roles.ts");
  if (account !== undefined) requireAccount(account);
  const policies: Checked[] = [];
  for (const file of files) {
    for (const { accountId = account, arn, policy } of await readRoles(file)) {
      const place = { file, ...(arn && { arn }) };
      if (typeof policy === "string") policies.push({ ...place, findings: [unreadable(policy)] });
      else policies.push({ ...place, findings: [...lintTrust(policy, accountId)] });
    }
  }
  if (json) printJson("role-map check", { policies });
  else printText(checkedLines(policies));
  if (policies.some(({ findings }) => findings.some(({ level }) => level === "error"))) throw new SilentFailure();
}

function unreadable(reason: string): TrustFinding {
  return { level: "error", code: "unreadable", message: `cannot be read: ${reason}` };
}

function checkedLines(policies: readonly Checked[]): readonly string[] {
  const all = policies.flatMap(({ findings }) => findings);
  const count = (wanted: string) => counted(all.filter(({ level }) => level === wanted).length, wanted);
  return [
    ...policies
      .filter(({ findings }) => findings.length > 0)
      .flatMap(({ arn, file, findings }) => [arn ?? file, ...findings.map(findingLine), ""]),
    `${counted(policies.length, "role")}: ${count("error")}, ${count("warning")}, ${count("note")}`,
  ];
}

function findingLine({ code, level, message, statement }: Checked["findings"][number]): string {
  return `  ${level.padEnd(7)}  ${statement ? `${statement}: ` : ""}${message} (${code})`;
}

interface ExplainFlags extends Asked, CallerFlags {
  readonly role?: string;
  readonly json?: true;
}

async function explain(file: string | undefined, { json, role, ...asked }: ExplainFlags): Promise<void> {
  const { askedQuestion } = await import("../role-map/asked-question.ts");
  const { explainedRole } = await import("../role-map/explained-role.ts");
  const { arn, policy, reasons } = await explainedRole(file, role, asked);
  const { audiences, issuer, question } = await askedQuestion(arn, file, asked);
  const judgement = judgeTrust(policy, question);
  const known = reasons(issuer, audiences);
  if (json) return printJson("role-map explain", { role: arn, ...asJson(judgement), map: [...known] });
  printText([arn, ...explainLines(judgement), ...known.map((reason) => `In the map: ${reason}.`)]);
}

function asJson({ actions, answer, dependsOn }: TrustJudgement): Omit<Output<"role-map explain">, "role" | "map"> {
  return {
    answer,
    dependsOn: [...dependsOn],
    actions: actions.map(({ statements, ...action }) => ({
      ...action,
      statements: statements.map(({ applies, conditions, effect, isMeant, name }) => ({
        name,
        effect,
        applies: inJson(applies),
        principal: inJson(isMeant),
        conditions: conditions.map(({ given, holds, line }) => ({
          operator: line.operator,
          key: line.key,
          values: [...line.values],
          holds: inJson(holds),
          given: typeof given === "string" ? given : "text" in given ? [given.text] : [...given.texts],
        })),
      })),
    })),
  };
}

function inJson(truth: Truth): "yes" | "no" | "depends" {
  return typeof truth === "string" ? truth : "depends";
}
