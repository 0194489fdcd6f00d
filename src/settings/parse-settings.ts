import { lstatSync } from "node:fs";
import type { z } from "zod/mini";
import type * as Shapes from "./settings-shape.ts";

/** What one file of settings says. */
export type Written = Readonly<Omit<z.infer<typeof Shapes.SettingsShape>, "$schema">>;

/** What no file says. */
export const NOTHING: Written = {};

/** @throws {ActasError} `configuration` when the text is not valid */
export async function parseSettings(text: string, path: string): Promise<Written> {
  if (isAbsent(text, path)) return NOTHING;
  const { SettingsShape } = await shapes();
  const { $schema: _, ...settings } = await parsed(SettingsShape, text, path, Object.keys(SettingsShape.shape));
  return settings;
}

/** The settings of an installed bundle. @throws {ActasError} `configuration` when they are not valid */
export async function parseBundle(text: string, path: string): Promise<Written> {
  if (isAbsent(text, path)) return NOTHING;
  const { SettingsOfBundleShape } = await import("./bundle-settings-shape.ts");
  const { settings, ...others } = await parsed(SettingsOfBundleShape, text, path, []);
  return { ...others, ...settings };
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

/**
 * What finds the line at fault is loaded when there is one. A name that stands twice is a fault: of two `refuse` the
 * first would count for nothing.
 */
async function parsed<S extends z.core.$ZodType>(
  shape: S & { safeParse: (value: unknown) => z.core.util.SafeParseResult<z.output<S>> },
  text: string,
  path: string,
  known: readonly string[],
): Promise<z.output<S>> {
  const [{ NotJson }, { strictJson }] = await Promise.all([
    import("../files/commented-json.ts"),
    import("../files/json/strict-json.ts"),
  ]);
  let fault: { readonly issue: z.core.$ZodIssue | undefined } | { readonly reason: string };
  try {
    const result = shape.safeParse(strictJson(text));
    if (result.success) return result.data;
    fault = { issue: result.error.issues[0] };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    fault = { reason: error.message };
  }
  const { unusableSettings } = await import("./unusable-settings.ts");
  throw unusableSettings({ path, text, known, ...fault });
}
