import type { StatusReport } from "../../agent-api/messages.ts";
import { table } from "./table.ts";
import { untilText } from "./until-text.ts";

/** The credentials that the agent holds, as lines of a table. */
export function credentialTable(credentials: StatusReport["credentials"]): readonly string[] {
  const rows = credentials.map(({ kind, label, accessKeyId, expiration }) => [
    kind,
    label,
    accessKeyId,
    expiration ? untilText(expiration) : "does not expire",
  ]);
  return table([["HELD", "FOR", "ACCESS KEY ID", "EXPIRES"], ...rows]);
}
