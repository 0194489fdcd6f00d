import type { Environment } from "../base/environment.ts";

/**
 * The variables the agent is started with, and why each: nothing that changes how its runtime works (`BUN_*`,
 * `NODE_*`, `LD_*`) and no credentials may be among them. Proxies and certificate bundles come with each request: those
 * of the command that happened to start the agent would count for all.
 */
const PASSED_ON: Record<string, RegExp> = {
  "who the user is": /^(HOME|USER|LOGNAME|SHELL|PATH|LANG|LC_[A-Z]+|TZ|TMPDIR)$/,
  "where files are": /^XDG_[A-Z_]+$/,
  "where dialogs appear": /^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS)$/,
  "which authorities this machine has": /^SSL_CERT_DIR$/,
  "what a command for a client secret unlocks its store with": /^(SSH_AUTH_SOCK|GNUPGHOME)$/,
  "our own settings": /^ACTAS_(?!RESOLVING$)[A-Z0-9_]+$/,
};

/** What of the environment of a command the agent it starts may see. */
export function agentEnvironment(environment: Environment): Record<string, string> {
  const rules = Object.values(PASSED_ON);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && rules.some((rule) => rule.test(name))) kept[name] = value;
  }
  return kept;
}
