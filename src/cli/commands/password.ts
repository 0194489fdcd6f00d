import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { printText } from "../terminal/print-text.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";

/** `actas password import|list|show|remove` */
export const passwordActions: Actions = { import: importFrom, list, show, remove };

async function importFrom(url: string | undefined): Promise<void> {
  const { paths, urls } = await (await import("../setup/passwords/import-passwords.ts")).importPasswords(url);
  const moved = urls.map((one) => `the password of ${one} is in the keyring now, and not in a file`);
  printText([...paths.map((path) => `changed ${path}`), ...moved]);
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  const { listPasswords, placesInWords } = await import("../setup/passwords/list-passwords.ts");
  const listed = await listPasswords();
  if (json) return printJson("password list", listed);
  if (listed.passwords.length === 0) return sayEmpty("no password in the AWS files or a keyring");
  const rows = listed.passwords.map((one) => [one.url, placesInWords(one)]);
  printLines(table([["URL", "WHERE"], ...rows], terminalColumns()));
}

async function show(url: string): Promise<void> {
  await (await import("../setup/passwords/show-password.ts")).showPassword(url);
}

async function remove(url: string, { yes }: { readonly yes?: true }): Promise<void> {
  await (await import("../setup/passwords/remove-password.ts")).removePassword(url, yes ? { yes } : {});
  printText([`removed the password of ${url} from the keyring`]);
}
