import { z } from "zod/mini";
import { ContactShape, TargetsShape } from "./allow-shape.ts";
import { SettingsShape } from "./settings-shape.ts";

const { agentIdleTimeoutSeconds, allow, compat, mfaTimeoutSeconds, pick, prompt, refuse, shell, shellFallback } =
  SettingsShape.shape;

/**
 * What a bundle may say of settings, key by key: it must not name a command to run, nor decide where secrets are kept
 * or what is trusted. A key that is new in `config.json` is refused here until it is named.
 */
export const BundleSettingsShape = z.strictObject({
  agentIdleTimeoutSeconds,
  allow,
  compat,
  mfaTimeoutSeconds,
  pick,
  prompt,
  refuse,
  shell,
  shellFallback,
});

/** The part of an installed bundle that is settings; its other keys are for others. */
export const SettingsOfBundleShape = z.object({
  settings: z.exactOptional(BundleSettingsShape),
  targets: z.exactOptional(TargetsShape),
  contact: z.exactOptional(ContactShape),
});
