import { z } from "zod/mini";
import { OUTPUT_SHAPES } from "./output-shapes.ts";

/** The JSON Schema of what each command prints, by the name of the command. @see https://json-schema.org/draft/2020-12 */
export function outputSchemas(): Readonly<Record<string, object>> {
  const named = Object.entries(OUTPUT_SHAPES).map(([command, shape]) => {
    const { $schema, ...schema } = z.toJSONSchema(shape);
    return [command, { $schema, title: `What actas ${command} prints as JSON`, ...schema }] as const;
  });
  return Object.fromEntries(named);
}

/** The file of a command's schema below `schemas/`. */
export function outputFile(command: string): string {
  return `output/${command.replaceAll(" ", "-")}.schema.json`;
}
