import { Clock } from "../../../base/clock.ts";
import type { AuditRecord } from "../../../server/audit/audit-record.ts";
import type { Database } from "../../../server/store/database.ts";
import { hostName } from "../../../system/host-name.ts";
import { say } from "../../terminal/say.ts";

/** Puts down in the audit trail what a command here has done; where that cannot be, says so. */
export async function putDown(
  database: Database,
  command: string,
  record: Omit<AuditRecord, "requestId" | "client">,
): Promise<void> {
  const { KeptAuditTrail } = await import("../../../server/audit/kept-audit-trail.ts");
  const replica = `${hostName() || "server"}-${process.pid}-${command.split(" ").at(-1)}`;
  const trail = new KeptAuditTrail({ database, clock: new Clock(), log: (line) => say(`actas: ${line}`), replica });
  await trail.record({ ...record, requestId: crypto.randomUUID(), client: command }).catch(() => {
    say("actas: it is not in the audit trail, so note elsewhere that you did this");
  });
}
