import { counted } from "../../base/counted.ts";
import { ActasError } from "../../base/errors.ts";
import { ask } from "../asking/ask.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";

/** Says how many roles a source lends to the signed-in user, and in how many accounts. */
export async function countRoles(source: string): Promise<string> {
  const [roles, accounts] = [new Set<string>(), new Set<string>()];
  const onRoles = (_: string, found: readonly { readonly name: string; readonly accountId?: string }[]): void => {
    for (const { name, accountId } of found) {
      roles.add(name);
      if (accountId) accounts.add(accountId);
    }
  };
  const request = { request: "roles", source, freshness: "cached", ...inThisEnvironment() } as const;
  try {
    await ask(request, "used", terminalListener({ onRoles }));
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return `its roles cannot be listed: ${error.message}`;
  }
  const inAccounts = accounts.size > 0 ? ` in ${counted(accounts.size, "account")}` : "";
  return `${counted(roles.size, "role")}${inAccounts}`;
}
