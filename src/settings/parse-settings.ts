import { lstatSync } from "node:fs";
import type { z } from "zod/mini";
import { ActasError } from "../base/errors.ts";
import { MairuSettingsShape, SettingsShape } from "./settings-shape.ts";

/** What `config.json` may say; every key has a default. */
export type Settings = Readonly<Required<Omit<z.infer<typeof SettingsShape>, "$schema">>>;

const DEFAULTS: Settings = {
  agentIdleTimeoutSeconds: 12 * 3600,
  trustWorktrees: true,
  mfaTimeoutSeconds: 60,
  compat: false,
  persist: "none",
  refuse: [],
  shellFallback: true,
};

/** @throws {ActasError} `configuration` when the text is not valid */
export function parseSettings(text: string, path: string): Settings {
  if (isAbsent(text, path)) return DEFAULTS;
  const parsed = SettingsShape.safeParse(json(text));
  if (!parsed.success) {
    throw unusable(path, parsed.error.issues[0], [`it may say ${Object.keys(DEFAULTS).join(", ")}, and nothing else`]);
  }
  const { $schema: _, ...settings } = parsed.data;
  return { ...DEFAULTS, ...settings };
}

/** @throws {ActasError} `configuration` when the text is not valid for Mairu either */
export function parseMairuSettings(text: string, path: string): z.infer<typeof MairuSettingsShape> {
  if (isAbsent(text, path)) return {};
  const parsed = MairuSettingsShape.safeParse(json(text));
  if (!parsed.success) throw unusable(path, parsed.error.issues[0], []);
  return parsed.data;
}

/** An empty file, or a link to a missing one, is an error and not absent: it may have refused targets before. */
function isAbsent(text: string, path: string): boolean {
  return text === "" && lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(path: string, issue: z.core.$ZodIssue | undefined, hints: readonly string[]): ActasError {
  return new ActasError("configuration", `cannot use ${path}: ${reasonOf(issue)}`, { hints });
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  const place = issue?.path.join(".");
  if (issue?.code === "unrecognized_keys") {
    return place ? `"${place}" has no key "${issue.keys[0]}"` : `there is no setting "${issue.keys[0]}"`;
  }
  if (issue?.code === "custom") return `"${place}" is of no use: ${issue.message}`;
  if (issue?.code === "invalid_value") return `"${place}" is one of ${issue.values.join(", ")}`;
  return place ? `"${place}" is not what it may be` : "it is not a JSON object";
}
