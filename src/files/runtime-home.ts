import { ownUid } from "../system/own-uid.ts";
import { problemWithPrivate } from "./safe-path.ts";

/** The user's runtime directory, and why it is not the one that XDG_RUNTIME_DIR names. */
export interface RuntimeHome {
  readonly path?: string;
  /** Ends the sentence "XDG_RUNTIME_DIR is not used: ". */
  readonly ignored?: string;
}

/**
 * The directory that XDG_RUNTIME_DIR names, if it is this user's and closed to others. Otherwise, or without that
 * variable, the one that systemd gives each user, so that cron, units and `su -` find the same as a login session.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function runtimeHome(named: string | undefined): RuntimeHome {
  if (named?.startsWith("/")) {
    const problem = problemWithPrivate(named);
    if (!problem) return { path: named };
    return { ...defaultRuntimeHome(), ignored: problem };
  }
  return defaultRuntimeHome();
}

/** Other systems have no such directory. */
function defaultRuntimeHome(): Pick<RuntimeHome, "path"> {
  const path = `/run/user/${ownUid()}`;
  return problemWithPrivate(path) ? {} : { path };
}
