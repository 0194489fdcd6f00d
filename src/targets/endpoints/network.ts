import type { RequestEnvironment } from "../../base/credential-request.ts";
import { home } from "../../files/home.ts";
import { type Network, networkOf } from "../../network/network.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Definition } from "../../source-files/kinds/definition-kind.ts";
import { inheritedSetting, type Lineage, unusable } from "../setting.ts";

/**
 * How requests for a profile leave this machine; `undefined` when nothing is set.
 *
 * @throws {ActasError} `configuration` for a relative `ca_bundle`, since the agent runs in another directory
 */
export function networkFor(lineage: Lineage, environment: RequestEnvironment): Network | undefined {
  const network = networkOf(environment, environment.AWS_CA_BUNDLE ? undefined : bundleOf(lineage, environment));
  return Object.keys(network).length > 0 ? network : undefined;
}

/** A source with the network settings of the environment, else the profile. Throws like {@link networkFor}. */
export function overNetwork<D extends Definition>(
  source: D,
  profile: Profile | undefined,
  environment: RequestEnvironment,
): D {
  const network = networkFor(profile ? [profile] : [], environment);
  return network ? { ...source, network } : source;
}

function bundleOf(lineage: Lineage, environment: RequestEnvironment) {
  const setting = inheritedSetting(lineage, "ca_bundle");
  if (!setting) return undefined;
  const isBelowHome = setting.value.startsWith("~/");
  const path = isBelowHome ? home(environment, "read `ca_bundle`") + setting.value.slice(1) : setting.value;
  if (path.startsWith("/")) return { name: "ca_bundle", value: path };
  throw unusable(setting, "it must be an absolute path, or begin with `~/`");
}
