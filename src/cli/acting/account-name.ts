import { ActasError } from "../../base/errors.ts";
import { noPerson } from "../../conversation/no-person.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { askRunning } from "../ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

/** What an account is called, where a list of roles that the agent holds says it: nothing is asked for a name. */
export async function accountName(accountId: string): Promise<string | undefined> {
  let found: string | undefined;
  const request = { request: "roles", freshness: "held", interaction: "never" } as const;
  const listener = {
    ...noPerson("a name is not worth a question"),
    tell: () => {},
    surroundings: async () => ownSurroundings(),
    roles: (_: string, roles: readonly { accountId?: string; accountName?: string }[]) => {
      found ??= roles.find((role) => role.accountId === accountId)?.accountName;
    },
  };
  try {
    await askRunning({ ...request, environment: requestEnvironment() }, process.env, listener);
  } catch (error) {
    // An agent of another version, or files of sources that cannot be read: it goes without a name.
    if (!(error instanceof ActasError)) throw error;
  }
  return found;
}
