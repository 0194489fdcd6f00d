import { agentEnvironment } from "../system/agent-environment.ts";
import { findProgram } from "../system/find-program.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { runProgram } from "../system/run-program.ts";

/** @see https://specifications.freedesktop.org/secret-service-spec/latest/ref-dbus-api.html */
const ASK_WHETHER_LOCKED = [
  ...["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets/aliases/default"],
  ...["org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked"],
];

/**
 * Whether the Secret Service surely says that its keyring is locked. It does not ask the user to unlock it, as reading or
 * writing a secret does. Without `dbus-send`, and on other systems, nothing is said.
 */
export async function secretServiceIsLocked(limitMs: number): Promise<boolean> {
  const around = ownSurroundings();
  const path = findProgram("dbus-send", around);
  if (!path) return false;
  const surroundings = { directory: "/", environment: agentEnvironment(around) };
  const signal = AbortSignal.timeout(limitMs);
  try {
    const { output } = await runProgram({ words: [path, ...ASK_WHETHER_LOCKED], surroundings, signal });
    return /variant\s+boolean true/.test(output);
  } catch {
    // Whoever asks for a secret now finds out why there is no answer.
    return false;
  }
}
