import type { RoleEntry } from "../../base/role-entry.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { printJson } from "../json/print-json.ts";
import { isNarrow } from "../target/role-filter.ts";
import { printText } from "../terminal/print-text.ts";
import { NONE_MATCHES, sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";
import { findRoles, type ListOptions } from "./list-roles.ts";
import { sayWhatIsMissing } from "./list-targets.ts";

interface Account {
  readonly accountId: string;
  readonly accountName: string;
  readonly source: string;
  readonly roles: string[];
}

/** Prints the accounts in which the user has a role, by number. Sources that name no accounts add none. */
export async function listAccounts({ output, ...wanted }: ListOptions): Promise<void> {
  const { sources, found } = await findRoles(wanted);
  sayWhatIsMissing(sources);
  const accounts = [...found].flatMap(([source, roles]) => accountsIn(source, roles));
  if (output === "json") return printJson("list accounts", { accounts });
  const rows = accounts.map(({ accountId, accountName, roles, source }) => [
    accountId,
    accountName,
    source,
    String(roles.length),
  ]);
  if (output === "oneline") return printLines(rows.map(([id, name]) => `${id} ${name}`));
  if (rows.length === 0 && isNarrow(wanted.filter)) return sayEmpty(NONE_MATCHES);
  if (rows.length === 0) return sayEmpty("no accounts; `actas list sources` shows whom you are signed in to");
  printText(table([["ACCOUNT", "NAME", "SOURCE", "ROLES"], ...rows], terminalColumns()));
}

function accountsIn(source: string, roles: readonly RoleEntry[]): readonly Account[] {
  const accounts = new Map<string, Account>();
  for (const { accountId, accountName = "", name } of roles) {
    if (accountId === undefined) continue;
    const account = accounts.get(accountId) ?? { accountId, accountName, source, roles: [] };
    account.roles.push(name);
    accounts.set(accountId, account);
  }
  return [...accounts.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}
