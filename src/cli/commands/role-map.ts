import { counted } from "../../base/counted.ts";
import type { Truth } from "../../iam-policies/truth.ts";
import { explainLines } from "../../trust-policies/explain-lines.ts";
import { judgeTrust, type TrustJudgement } from "../../trust-policies/judge-trust.ts";
import { lintTrust } from "../../trust-policies/lint-trust.ts";
import type { TrustFinding } from "../../trust-policies/trust-finding.ts";
import type { Actions } from "../command-line/action.ts";
import { type Output, printJson } from "../json/print-json.ts";
import type { Asked } from "../role-map/asked-question.ts";
import { printText } from "../terminal/print-text.ts";
import { SilentFailure } from "../terminal/report-error.ts";

/** `actas role-map check|explain` */
export const roleMapActions: Actions = { check, explain };

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

interface ExplainFlags extends Asked {
  readonly role?: string;
  readonly json?: true;
}

async function explain(file: string, { json, role, ...asked }: ExplainFlags): Promise<void> {
  const { askedQuestion } = await import("../role-map/asked-question.ts");
  const { chosenRole } = await import("../role-map/chosen-role.ts");
  const { arn, policy } = await chosenRole(file, role);
  const judgement = judgeTrust(policy, await askedQuestion(arn, file, asked));
  if (json) return printJson("role-map explain", { role: arn, ...asJson(judgement) });
  printText([arn, ...explainLines(judgement)]);
}

function asJson({ actions, answer, dependsOn }: TrustJudgement): Omit<Output<"role-map explain">, "role"> {
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
