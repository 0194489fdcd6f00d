import type { Credentials } from "../../base/credentials.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import type { Shell } from "../../base/shells.ts";
import { dockerEnv } from "../../delivery/docker-env.ts";
import { jsonOutput } from "../../delivery/json-output.ts";
import { oneLineExport } from "../../delivery/one-line-export.ts";
import { processOutput } from "../../delivery/process-output.ts";
import { shellExport } from "../../delivery/shell-export.ts";

/** Forms of all variables that a program is to have. */
export const FORMS_OF_VARIABLES = {
  env: shellExport,
  source: oneLineExport,
  "docker-env": dockerEnv,
} satisfies Record<string, (environment: EnvironmentChanges, shell: Shell) => string>;

/** Forms of the credentials alone. */
export const FORMS_OF_KEYS = {
  json: (credentials) => jsonOutput(credentials, "sts"),
  process: processOutput,
  boto: (credentials) => jsonOutput(credentials, "boto"),
  js: (credentials) => jsonOutput(credentials, "js"),
} satisfies Record<string, (credentials: Credentials) => string>;

/** What `--format` takes; `ini` is both, as its section is called after the target. */
export type Format = keyof typeof FORMS_OF_VARIABLES | keyof typeof FORMS_OF_KEYS | "ini";
