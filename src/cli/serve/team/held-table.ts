import type { HeldLoan } from "../../../server/audit/held-loans.ts";
import { terminalColumns } from "../../../system/terminal/terminal-columns.ts";
import { table } from "../../text/table.ts";

const HEADS = ["lent (UTC)", "ends (UTC)", "role", "session", "from", "reason"];

/** Loans that have not ended, a line each. */
export function heldTable(held: readonly HeldLoan[]): readonly string[] {
  const rows = held.map(({ address = "", at, expiration, reason = "", role, sessionName = "" }) => [
    inMinutes(at),
    expiration === undefined ? "under way" : inMinutes(expiration),
    role,
    sessionName,
    address,
    reason,
  ]);
  return table([HEADS, ...rows], terminalColumns());
}

/** Of a time in ISO 8601. */
export function inMinutes(time: string): string {
  return time.slice(0, 16).replace("T", " ");
}
