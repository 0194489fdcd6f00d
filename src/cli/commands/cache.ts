import { jsonText, printable } from "../../base/printable.ts";
import { print, printLine, printLines } from "../../system/print.ts";
import { askRunning } from "../ask.ts";
import type { Actions } from "../command-line/action.ts";
import { credentialTable } from "../text/credential-table.ts";

/** `actas cache list|clear` */
export const cacheActions: Actions = { list, clear };

async function list({ json }: { readonly json?: true }): Promise<void> {
  const held = (await askRunning({ request: "status" }))?.credentials ?? [];
  if (json) return print(jsonText(held, "indented"));
  printLines(held.length > 0 ? credentialTable(held) : ["no credentials held"]);
}

async function clear({ only }: { readonly only?: "credentials" | "sign-ins" }): Promise<void> {
  const kind = only === "sign-ins" ? "sign-in" : (only ?? "all");
  const { cleared, signIns = [] } = (await askRunning({ request: "clear", kind })) ?? { cleared: 0 };
  const forgot = cleared === 1 ? "forgot 1 entry" : `forgot ${cleared} entries`;
  const signedOut = signIns.length > 0 ? `; no longer signed in to ${signIns.join(", ")}` : "";
  printLine(printable(forgot + signedOut));
}
