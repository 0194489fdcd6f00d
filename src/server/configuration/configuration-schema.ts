import { z } from "zod/mini";
import { ConfigurationShape } from "./configuration-shape.ts";

/** The JSON Schema of `actas-server.json`, for editors. @see https://json-schema.org/draft/2020-12 */
export function configurationSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(ConfigurationShape, { io: "input" });
  return { $schema, title: "The configuration of a team server", description: "actas-server.json", ...schema };
}
