import type { RequestEnvironment } from "../base/credential-request.ts";
import { configurationHome } from "../files/home.ts";
import { isNothingAt } from "../files/is-nothing-at.ts";

/** The files with the user's settings, ours and Mairu's. */
export interface SettingsFiles {
  readonly own: string;
  readonly mairu: string;
}

/** @throws {ActasError} as `configurationHome()` */
export function settingsFiles(environment: RequestEnvironment, purpose: string): SettingsFiles {
  const folder = configurationHome(environment, purpose);
  return { own: `${folder}/actas/config.json`, mairu: `${folder}/mairu/config.json` };
}

/** Whether there are none, as with most users; then what reads and parses them need not be loaded. */
export function areAbsent({ own, mairu }: SettingsFiles): boolean {
  return isNothingAt(own) && isNothingAt(mairu);
}
