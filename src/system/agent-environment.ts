import type { Surroundings } from "../base/surroundings.ts";
import { awayFromProject } from "./find-program.ts";

/**
 * The variables the agent is started with, and the reason for each. Credentials and variables that change how its
 * runtime works (`BUN_*`, `NODE_*`, `LD_*`) must not be among them. Proxies and certificate bundles come with each
 * request, since those of the command that happened to start the agent would apply to all clients.
 */
const PASSED_ON: Record<string, RegExp> = {
  "who the user is": /^(HOME|USER|LOGNAME|SHELL|PATH|LANG|LC_[A-Z]+|TZ|TMPDIR)$/,
  "where files are": /^XDG_[A-Z_]+$/,
  "where dialogs appear": /^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS)$/,
  "which authorities this machine has": /^SSL_CERT_DIR$/,
  "what a store of secrets is found and unlocked with": /^(SSH_AUTH_SOCK|GNUPGHOME|PASSWORD_STORE_DIR)$/,
  "our own settings": /^ACTAS_(?!RESOLVING$)[A-Z0-9_]+$/,
};

/**
 * The part of a command's environment that is passed to the agent it starts. Its PATH leads to no program of the folder
 * that the command was typed in: the agent, which runs elsewhere, could no longer tell that folder.
 */
export function agentEnvironment(surroundings: Surroundings): Record<string, string> {
  const rules = Object.values(PASSED_ON);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(awayFromProject(surroundings).environment)) {
    if (rules.some((rule) => rule.test(name))) kept[name] = value;
  }
  return kept;
}
