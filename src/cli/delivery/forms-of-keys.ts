import type { Credentials } from "../../base/credentials.ts";
import { jsonOutput } from "../../delivery/json-output.ts";
import { processOutput } from "../../delivery/process-output.ts";

/** Forms of the credentials alone. */
export const FORMS_OF_KEYS = {
  json: (credentials) => jsonOutput(credentials, "sts"),
  process: processOutput,
  boto: (credentials) => jsonOutput(credentials, "boto"),
  js: (credentials) => jsonOutput(credentials, "js"),
} satisfies Record<string, (credentials: Credentials) => string>;
