import { ActasError } from "../../base/errors.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { pickTarget } from "../picker/pick-target.ts";
import { agentUseFrom, type CredentialFlags } from "./credential-flags.ts";
import { placeAndSearch } from "./place-and-search.ts";
import type { NamedTarget, TargetRequest } from "./target-request.ts";
import { TriedTarget } from "./tried-target.ts";

/**
 * Lets the user choose.
 *
 * @param words - where to choose, and the first search text; either may be absent
 * @throws as `pickTarget()`
 */
export async function pickedTarget(
  words = "",
  flags: CredentialFlags,
  requestFor: (named: NamedTarget) => TargetRequest,
): Promise<TargetRequest> {
  if (flags.profile) throw pickAndProfile();
  const interaction = flags.nonInteractive ? "never" : defaultInteraction();
  const agent = agentUseFrom(flags);
  const tried = new TriedTarget(requestFor);
  const named = await pickTarget({
    ...placeAndSearch(words),
    source: flags.server,
    grantType: flags.grant ?? flags.oauthGrantType,
    agent,
    interaction,
    ...(agent === "used" && flags.cache && { trial: (one, listener) => tried.try(one, listener) }),
  });
  return tried.request(named);
}

function pickAndProfile(): ActasError {
  return new ActasError("usage", "cannot use `--profile` with `--pick`: what is chosen is no role ARN", {
    hints: ["leave out `--profile`, or name the role by its ARN"],
  });
}
