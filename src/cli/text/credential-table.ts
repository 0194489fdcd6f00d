import type { StatusReport } from "../../agent-api/status-report.ts";
import { table } from "./table.ts";
import { untilTexts } from "./until-text.ts";

/** The credentials that the agent holds, as lines of a table: what matters least stands last. */
export function credentialTable(credentials: StatusReport["credentials"], columns: number): readonly string[] {
  const untilText = untilTexts();
  const rows = credentials.map(({ kind, label, accessKeyId, expiration }) => [
    label,
    expiration ? untilText(expiration) : "does not expire",
    kind,
    accessKeyId,
  ]);
  return table([["HELD FOR", "EXPIRES", "KIND", "ACCESS KEY ID"], ...rows], columns);
}
