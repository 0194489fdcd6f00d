import type { z } from "zod/mini";
import { ActasError } from "../base/errors.ts";
import { SettingsShape } from "./settings-shape.ts";

/** What `config.json` may say; every key has a default. */
export type Settings = Readonly<Required<Omit<z.infer<typeof SettingsShape>, "$schema">>>;

const DEFAULTS: Settings = { agentIdleTimeoutSeconds: 12 * 3600, trustWorktrees: true };

/**
 * Reads `config.json` in the configuration directory, which need not be there.
 *
 * @throws {ActasError} `configuration` when it says something else than it may
 */
export async function readSettings(directory: string): Promise<Settings> {
  const path = `${directory}/config.json`;
  const file = Bun.file(path);
  if (!(await file.exists())) return DEFAULTS;
  const parsed = SettingsShape.safeParse(await file.json().catch(() => undefined));
  if (!parsed.success) throw unusable(path, parsed.error.issues[0]);
  const { $schema: _, ...settings } = parsed.data;
  return { ...DEFAULTS, ...settings };
}

function unusable(path: string, issue: z.core.$ZodIssue | undefined): ActasError {
  return new ActasError("configuration", `cannot use ${path}: ${reasonOf(issue)}`, {
    hints: [`it may say ${Object.keys(DEFAULTS).join(", ")}, and nothing else`],
  });
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === "unrecognized_keys") return `there is no setting "${issue.keys[0]}"`;
  const setting = issue?.path.join(".");
  return setting ? `"${setting}" is not what it may be` : "it is not a JSON object";
}
