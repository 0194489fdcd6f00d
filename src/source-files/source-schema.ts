import { z } from "zod/mini";
import { DEFINITION_KINDS } from "./kinds/definition-kinds.ts";
import { SourceFileShape } from "./source-file-shape.ts";

/** The JSON Schema of a source file, for editors. @see https://json-schema.org/draft/2020-12 */
export function sourceSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(SourceFileShape);
  return {
    $schema,
    title: "A source of actas",
    description: "A file of ~/.config/actas/sources.d: where you sign in.",
    ...schema,
    oneOf: Object.values(DEFINITION_KINDS).map((kind) => ({
      type: "object",
      properties: { [kind.key]: true },
      required: "urlIn" in kind ? [kind.key] : ["url", kind.key],
    })),
  };
}
