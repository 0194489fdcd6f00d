import { z } from "zod/mini";
import { BundleShape } from "./bundle-shape.ts";

/** The JSON Schema of a bundle, for the editors of those who write one. @see https://json-schema.org/draft/2020-12 */
export function bundleSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(BundleShape);
  return {
    $schema,
    title: "A bundle of an organisation, for actas",
    description: "`actas setup org` installs it.",
    ...schema,
  };
}
