import { z } from "zod/mini";

/** A listed account as this program has written it down. */
export const ListedAccountShape = z.object({
  id: z.string(),
  auditRoleArn: z.string(),
  name: z.exactOptional(z.string()),
  unit: z.exactOptional(z.string()),
});
