import { printable } from "../../base/printable.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { askRunning } from "../asking/ask.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { forgetHeld } from "../sign-in/forget-held.ts";
import { printText } from "../terminal/print-text.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { credentialTable } from "../text/credential-table.ts";

/** `actas cache list|clear` */
export const cacheActions: Actions = { list, clear };

async function list({ json }: { readonly json?: true }): Promise<void> {
  const held = (await askRunning({ request: "status" }))?.credentials ?? [];
  if (json) return printJson("cache list", { credentials: held });
  if (held.length === 0) return sayEmpty("no credentials held");
  printText(credentialTable(held, terminalColumns()));
}

interface ClearFlags {
  readonly json?: true;
  readonly only?: "credentials" | "sign-ins";
}

async function clear({ json, only }: ClearFlags): Promise<void> {
  const { cleared, signIns } = await forgetHeld(only === "sign-ins" ? "sign-in" : (only ?? "all"));
  if (json) return printJson("cache clear", { cleared, signIns });
  const forgot = cleared === 1 ? "forgot 1 entry" : `forgot ${cleared} entries`;
  const signedOut = signIns.length > 0 ? `; no longer signed in to ${signIns.join(", ")}` : "";
  printText([printable(forgot + signedOut)]);
}
