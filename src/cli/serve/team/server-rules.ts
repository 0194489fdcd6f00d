import { counted } from "../../../base/counted.ts";
import { ActasError } from "../../../base/errors.ts";
import type { ExpandedRule } from "../../../server/lending/rules/expand-rules.ts";
import { ownSurroundings } from "../../../system/own-surroundings.ts";
import { type Output, printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { besideServer } from "./beside-server.ts";

interface RulesFlags {
  readonly config?: string;
  readonly json?: true;
}

/** `actas server rules show|test [FILE]` */
export async function serverRules(action: string, file: string | undefined, flags: RulesFlags): Promise<void> {
  if (action !== "show" && action !== "test") {
    throw new ActasError("usage", `cannot run \`actas server rules\` with "${action}": it is show or test`, {
      hints: ["`actas server rules show` says which roles each rule is about"],
    });
  }
  if ((file !== undefined) !== (action === "test")) {
    const reason = file === undefined ? "its argument <file> is missing" : "only test takes another configuration";
    throw new ActasError("usage", `cannot run \`actas server rules\` with "${action}": ${reason}`, {
      hints: ["`actas server rules test new-server.json`"],
    });
  }
  const rules = await expanded(file, flags);
  const report: Output<"server rules"> = {
    rules: rules.map(({ some, groups, ...rule }) => ({ ...rule, groups: [...groups], roles: [...some] })),
  };
  if (flags.json) return printJson("server rules", report);
  if (rules.length === 0) return printText(["there is no rule, and nothing is lent"]);
  printText(rules.flatMap((rule) => linesOf(rule, action === "test")));
}

async function expanded(file: string | undefined, { config }: RulesFlags): Promise<readonly ExpandedRule[]> {
  const [{ configurationHere }, { expandRules }, { lendableRoles }, { rulesOf }] = await Promise.all([
    import("../../../server/configuration/configuration-here.ts"),
    import("../../../server/lending/rules/expand-rules.ts"),
    import("../../../server/lending/rules/lendable-roles.ts"),
    import("../../../server/lending/rules/rules-shape.ts"),
  ]);
  const rulesIn = ({ lending: { administrators, rules = [] } }: ReturnType<typeof configurationHere>) =>
    rulesOf(rules, administrators);
  const tested = file === undefined ? undefined : configurationHere(file, ownSurroundings().environment);
  return besideServer(config, async (database, current) => {
    const roles = await lendableRoles(database);
    return tested ? expandRules(rulesIn(tested), roles, rulesIn(current)) : expandRules(rulesIn(current), roles);
  });
}

function linesOf({ place, effect, groups, matches, changes, some }: ExpandedRule, isTest: boolean): readonly string[] {
  const whom = groups.length > 0 ? groups.join(", ") : "everybody";
  const verb = effect === "allow" ? "allows" : "denies";
  const isNew = isTest ? `, ${changes} ${effect === "allow" ? "new" : "open until now"}` : "";
  const more = matches > some.length ? [`  and ${matches - some.length} more`] : [];
  return [
    `${place} ${verb} ${whom}: matches ${counted(matches, "role")}${isNew}`,
    ...some.map((role) => `  ${role}`),
    ...more,
  ];
}
