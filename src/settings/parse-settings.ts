import { lstatSync } from "node:fs";
import type { z } from "zod/mini";
import type * as Shapes from "./settings-shape.ts";

/** What `config.json` may say; every key has a default. */
export type Settings = Readonly<Required<Omit<z.infer<typeof Shapes.SettingsShape>, "$schema">>>;

const DEFAULTS: Settings = {
  agentIdleTimeoutSeconds: 12 * 3600,
  trustWorktrees: true,
  mfaTimeoutSeconds: 60,
  compat: false,
  persist: "none",
  shell: {},
  console: {},
  prompt: {},
  refuse: [],
  shellFallback: true,
  pick: "terminal",
};

/** @throws {ActasError} `configuration` when the text is not valid */
export async function parseSettings(text: string, path: string): Promise<Settings> {
  if (isAbsent(text, path)) return DEFAULTS;
  const { SettingsShape } = await shapes();
  const { $schema: _, ...settings } = await parsed(SettingsShape, text, path, Object.keys(DEFAULTS));
  return { ...DEFAULTS, ...settings };
}

/** @throws {ActasError} `configuration` when the text is not valid for Mairu either */
export async function parseMairuSettings(
  text: string,
  path: string,
): Promise<z.infer<typeof Shapes.MairuSettingsShape>> {
  return isAbsent(text, path) ? {} : parsed((await shapes()).MairuSettingsShape, text, path, []);
}

/** They are loaded with the first file: that takes up to a millisecond, and most users have none. */
function shapes(): Promise<typeof Shapes> {
  return import("./settings-shape.ts");
}

/** An empty file, or a link to a missing one, is an error and not absent: it may have refused targets before. */
function isAbsent(text: string, path: string): boolean {
  return text === "" && !isThere(path);
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** What finds the line at fault is loaded when there is one. */
async function parsed<S extends z.core.$ZodType>(
  shape: S & { safeParse: (value: unknown) => z.core.util.SafeParseResult<z.output<S>> },
  text: string,
  path: string,
  known: readonly string[],
): Promise<z.output<S>> {
  const value = json(text);
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const { unusableSettings } = await import("./unusable-settings.ts");
  throw unusableSettings({ path, text, known, ...(value !== undefined && { issue: result.error.issues[0] }) });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
