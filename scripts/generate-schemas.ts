import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleSchema } from "../src/bundles/bundle-schema.ts";
import { outputFile, outputSchemas } from "../src/cli/json/output-schemas.ts";
import { projectSchema } from "../src/project-files/project-schema.ts";
import { configurationSchema } from "../src/server/configuration/configuration-schema.ts";
import { settingsSchema } from "../src/settings/settings-schema.ts";
import { sourceSchema } from "../src/source-files/source-schema.ts";

const FOLDER = join(import.meta.dir, "../schemas");

/** The JSON Schemas of what users write and of what commands print, by file. */
const SCHEMAS: Readonly<Record<string, () => object>> = {
  "bundle.schema.json": bundleSchema,
  "config.schema.json": settingsSchema,
  "project-file.schema.json": projectSchema,
  "server.schema.json": configurationSchema,
  "source.schema.json": sourceSchema,
  ...Object.fromEntries(
    Object.entries(outputSchemas()).map(([command, schema]) => [outputFile(command), () => schema]),
  ),
};

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

await mkdir(join(FOLDER, "output"), { recursive: true });
for (const [name, schema] of Object.entries(SCHEMAS)) {
  const file = Bun.file(join(FOLDER, name));
  const text = `${JSON.stringify(schema(), null, 2)}\n`;
  if (!values.check) await file.write(text);
  else if (!(await file.exists()) || (await file.text()) !== text) {
    console.error(`actas: error: schemas/${name} is stale: \`npm run schemas\` writes it anew`);
    process.exit(1);
  }
}
