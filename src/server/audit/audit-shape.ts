import { z } from "zod/mini";

/** What `actas-server.json` says of the audit trail. */
export const AuditShape = z.strictObject({
  file: z.exactOptional(
    z
      .union([z.string().check(z.startsWith("/"), z.maxLength(4_096)), z.literal(false)])
      .check(
        z.describe(
          "A file of this replica's, besides the table; $STATE_DIRECTORY/audit.jsonl. false: none, where nothing may be written.",
        ),
      ),
  ),
});
