import { ActasError } from "../../base/errors.ts";
import { noPerson } from "../../conversation/no-person.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { askRunning } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

/** The name of an account, if the agent holds a list of roles with it. Makes no call just for a name. */
export async function accountName(accountId: string): Promise<string | undefined> {
  let found: string | undefined;
  const request = { request: "roles", accountId, freshness: "held", interaction: "never" } as const;
  const listener = {
    ...noPerson("a name is not worth a question"),
    tell: () => {},
    surroundings: async () => ownSurroundings(),
    over: () => {},
    roles: (_: string, ofAccount: readonly { accountName?: string }[]) => {
      found ??= ofAccount.find(({ accountName }) => accountName)?.accountName;
    },
  };
  try {
    await askRunning({ ...request, environment: requestEnvironment() }, process.env, listener);
  } catch (error) {
    // There is no name if the agent has another version or source files are unreadable.
    if (!(error instanceof ActasError)) throw error;
  }
  return found;
}
