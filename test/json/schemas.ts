import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { outputFile } from "../../src/cli/json/output-schemas.ts";

const SCHEMAS = join(import.meta.dir, "../../schemas");

/** The published schema of what a command prints. */
export function published(command: string) {
  return z.fromJSONSchema(JSON.parse(readFileSync(join(SCHEMAS, outputFile(command)), "utf8")));
}
