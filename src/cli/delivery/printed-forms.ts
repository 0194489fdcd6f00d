import type { Credentials } from "../../base/credentials.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import type { Shell } from "../../base/shells.ts";
import { dockerEnv } from "../../delivery/docker-env.ts";
import { jsonOutput } from "../../delivery/json-output.ts";
import { keysAsProfile } from "../../delivery/keys-as-profile.ts";
import { oneLineExport } from "../../delivery/one-line-export.ts";
import { processOutput } from "../../delivery/process-output.ts";
import { shellExport } from "../../delivery/shell-export.ts";

/** Forms of all variables that a program is to have. */
export const FORMS_OF_VARIABLES = {
  env: shellExport,
  source: oneLineExport,
  "docker-env": dockerEnv,
} satisfies Record<string, (environment: EnvironmentChanges, shell: Shell) => string>;

/** Forms of the credentials alone; `profile` is what they are called. */
export const FORMS_OF_KEYS = {
  json: (credentials) => jsonOutput(credentials, "sts"),
  process: processOutput,
  boto: (credentials) => jsonOutput(credentials, "boto"),
  js: (credentials) => jsonOutput(credentials, "js"),
  ini: (credentials, profile) => keysAsProfile(profile, credentials),
} satisfies Record<string, (credentials: Credentials, profile: string) => string>;

/** What `--format` takes. */
export type Format = keyof typeof FORMS_OF_VARIABLES | keyof typeof FORMS_OF_KEYS;
