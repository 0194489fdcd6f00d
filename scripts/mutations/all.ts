import { AWS_FILES } from "./aws-files.ts";
import { COMMANDS } from "./commands.ts";
import { CREDENTIALS } from "./credentials.ts";
import { LISTENERS } from "./listeners.ts";
import type { Mutation } from "./mutation.ts";
import { OUTPUT } from "./output.ts";
import { PROCESSES } from "./processes.ts";
import { SERVERS } from "./servers.ts";

/** Every defence that is taken away in turn. */
export const MUTATIONS: readonly Mutation[] = [
  ...LISTENERS,
  ...PROCESSES,
  ...AWS_FILES,
  ...CREDENTIALS,
  ...SERVERS,
  ...OUTPUT,
  ...COMMANDS,
];
