import { z } from "zod/mini";
import type { Environment } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";

const SettingsShape = z.strictObject({
  $schema: z.exactOptional(z.string()),
  /** The agent ends itself after this long without a request and without a grant. */
  agentIdleTimeoutSeconds: z.exactOptional(z.number().check(z.positive())),
});

/** What `config.json` may say; every key has a default. */
export type Settings = Readonly<Required<Omit<z.infer<typeof SettingsShape>, "$schema">>>;

const DEFAULT_IDLE_SECONDS = 12 * 3600;

/**
 * Reads `config.json` in the configuration directory; `ACTAS_AGENT_IDLE_TIMEOUT` (seconds) outranks it.
 *
 * @throws {ActasError} `configuration` when the file or the variable says something else than it may
 */
export async function readSettings(directory: string, environment: Environment): Promise<Settings> {
  const path = `${directory}/config.json`;
  const fromFile = await fileSettings(path);
  const fromVariable = environment.ACTAS_AGENT_IDLE_TIMEOUT || undefined;
  if (fromVariable !== undefined && !(Number(fromVariable) > 0)) {
    throw new ActasError("configuration", "cannot use ACTAS_AGENT_IDLE_TIMEOUT: it is a number of seconds above 0");
  }
  return {
    agentIdleTimeoutSeconds: Number(fromVariable ?? fromFile.agentIdleTimeoutSeconds ?? DEFAULT_IDLE_SECONDS),
  };
}

async function fileSettings(path: string): Promise<z.infer<typeof SettingsShape>> {
  const file = Bun.file(path);
  if (!(await file.exists())) return {};
  const parsed = SettingsShape.safeParse(await file.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new ActasError("configuration", `cannot use ${path}: ${reasonOf(parsed.error.issues[0])}`, {
    hints: ['it may say `{"agentIdleTimeoutSeconds": 3600}`, and nothing else yet'],
  });
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === "unrecognized_keys") return `there is no setting "${issue.keys[0]}"`;
  const setting = issue?.path.join(".");
  return setting ? `"${setting}" is not what it may be` : "it is not a JSON object";
}
