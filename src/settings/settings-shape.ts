import { z } from "zod/mini";

/** `config.json`, as users write it. Unknown keys are errors, so that a misspelt one does not go unnoticed. */
export const SettingsShape = z.strictObject({
  $schema: z.exactOptional(z.string()),
  /** The agent ends itself after this long without a request and without a grant. */
  agentIdleTimeoutSeconds: z.exactOptional(z.number().check(z.positive())),
  /** Whether trust in a project file holds in the other worktrees of its git repository. */
  trustWorktrees: z.exactOptional(z.boolean()),
});
