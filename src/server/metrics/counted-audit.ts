import type { AuditTrail } from "../audit/audit-record.ts";
import type { Measures } from "./measures.ts";

/** The same trail; each loan that it has the end of is counted, and each record that it cannot keep. */
export function countedAudit(audit: AuditTrail, measures: Measures): AuditTrail {
  return {
    async record(record) {
      const { event, mode = "none" } = record;
      try {
        await audit.record(record);
      } catch (error) {
        measures.counted("actas_audit_failures", {});
        throw error;
      }
      if (event === "issued" || event === "refused" || event === "failed")
        measures.counted("actas_loans", { mode, result: event });
    },
  };
}
