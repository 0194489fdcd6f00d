import type { CommandDefinition } from "./definition.ts";

/** `actas compat TOOL ARGS…` */
export const compat = (): CommandDefinition => ({
  usage: "<tool> [args...]",
  arguments: [{ name: "[words...]" }],
  passThrough: true,
  examples: [
    "actas compat aws-runas staging terraform plan",
    "actas compat vegas-credentials assume --profile staging",
    "actas compat aws-mfa-credential-process --profile staging",
  ],
  notes: `Runs what those words mean to the other tool: aws-runas (1.x and 3.x),
vegas-credentials or aws-mfa-credential-process. So a credential_process or a
script goes on as it is, with \`actas compat\` before it. What has no counterpart
is an error that says what to do.`,
});
