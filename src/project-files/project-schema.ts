import { z } from "zod/mini";
import { ProjectFileShape } from "./project-file-shape.ts";

/** The JSON Schema of `.actas.json`, for editors. @see https://json-schema.org/draft/2020-12 */
export function projectSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(ProjectFileShape);
  return {
    $schema,
    title: "A project file of actas",
    description: "A .actas.json: what the target `auto` means in this directory and below.",
    ...schema,
    oneOf: [
      { type: "object", properties: { server: true, role: true }, required: ["server", "role"] },
      { type: "object", properties: { profile: true }, required: ["profile"] },
    ],
  };
}
