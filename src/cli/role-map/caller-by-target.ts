import { credentialsIn } from "../../agent-api/credentials-message.ts";
import { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { AwsCaller } from "../../role-map/accounts/access-to.ts";
import { environmentChanges } from "../environment/environment-changes.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";

/** Whose credentials a command uses itself. */
export interface CallerFlags {
  readonly target?: string;
  readonly region?: string;
  readonly otp?: string;
  readonly agent: boolean;
}

/** Credentials that end sooner are asked for anew: the call that they are for may be tried again for minutes. */
const AHEAD_MS = 5 * 60_000;

/**
 * Asks AWS as the target, in its region and by its addresses. The credentials are asked of the agent again before they end.
 *
 * @throws {ActasError}
 */
export async function callerByTarget({ agent, otp, region, target }: CallerFlags): Promise<AwsCaller> {
  const flags: CredentialFlags = { agent, cache: true, login: true, ...(region && { region }), ...(otp && { otp }) };
  const { targetRequest } = await chosenTarget(target, flags);
  const ask = () =>
    askForTarget(
      { request: "environment", for: { ...targetRequest, environment: requestEnvironment() } },
      agentUseFrom(flags),
    );
  const first = await ask();
  const clock = new Clock();
  let held = credentialsIn(first.environment);
  const isFresh = ({ expiration }: Credentials): boolean =>
    !expiration || expiration.getTime() - clock.now() > AHEAD_MS;
  const credentials = async (): Promise<Credentials> => {
    if (!isFresh(held)) held = credentialsIn((await ask()).environment);
    return held;
  };
  const changed = Object.entries(environmentChanges(first.environment)).map(([name, value]) => [
    name,
    value ?? undefined,
  ]);
  return { clock, credentials, environment: { ...process.env, ...Object.fromEntries(changed) } };
}
