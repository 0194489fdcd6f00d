import type { RequestEnvironment } from "../base/credential-request.ts";
import { configurationHome } from "../files/home.ts";
import { isNothingAt } from "../files/is-nothing-at.ts";
import { settingsPlaces } from "./settings-places.ts";

/**
 * Whether there are no settings at all, as with most users; then what reads and parses them need not be loaded.
 *
 * @throws {ActasError} as `configurationHome()`
 */
export function areNoSettings(environment: RequestEnvironment): boolean {
  const home = configurationHome(environment, "tell which targets are refused");
  const { bundles, own, shared } = settingsPlaces(`${home}/actas`, environment);
  return [own, `${home}/mairu/config.json`, bundles, ...shared].every(isNothingAt);
}
