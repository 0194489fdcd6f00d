import type { RequestEnvironment } from "../base/credential-request.ts";
import { type Network, networkOf } from "../network/network.ts";
import type { ResolvedTarget } from "./resolved-target.ts";
import { inheritedSetting, type Lineage, unusable } from "./setting.ts";

/**
 * How requests for a profile leave this machine; `undefined` when nothing says it, so just as they do by themselves.
 *
 * @throws {ActasError} `configuration` for a `ca_bundle` that is no absolute path: the agent is in another directory
 */
export function networkFor(lineage: Lineage, environment: RequestEnvironment): Network | undefined {
  const network = networkOf(environment, environment.AWS_CA_BUNDLE ? undefined : bundleOf(lineage, environment));
  return Object.keys(network).length > 0 ? network : undefined;
}

/** The same for everything a target has to ask: one profile's `ca_bundle` counts for the profiles it starts from. */
export function overNetwork(target: ResolvedTarget, network: Network | undefined): ResolvedTarget {
  if (!network) return target;
  const sts = { ...target.source.sts, network };
  const source = "source" in target.source ? { source: { ...target.source.source, network }, sts } : { sts };
  return {
    ...target,
    source: { ...target.source, ...source } as ResolvedTarget["source"],
    chain: target.chain.map((hop) => ({ ...hop, sts: { ...hop.sts, network } })),
  };
}

function bundleOf(lineage: Lineage, { HOME }: RequestEnvironment) {
  const setting = inheritedSetting(lineage, "ca_bundle");
  if (!setting) return undefined;
  const path = HOME && setting.value.startsWith("~/") ? HOME + setting.value.slice(1) : setting.value;
  if (path.startsWith("/")) return { name: "ca_bundle", value: path };
  throw unusable(setting, "it must be an absolute path, or begin with `~/`");
}
