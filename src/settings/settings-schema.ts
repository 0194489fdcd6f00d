import { z } from "zod/mini";
import { SettingsShape } from "./settings-shape.ts";

/** The JSON Schema of `config.json`, for editors. @see https://json-schema.org/draft/2020-12 */
export function settingsSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(SettingsShape);
  return { $schema, title: "The settings of actas", description: "~/.config/actas/config.json", ...schema };
}
