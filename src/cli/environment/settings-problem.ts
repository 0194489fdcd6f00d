import { ActasError } from "../../base/errors.ts";
import { RefusalReader } from "../../settings/refusal-reader.ts";
import { requestEnvironment } from "./request-environment.ts";

/** Why the user's settings cannot be used, in which case no command gives credentials, and no agent starts. */
export async function settingsProblem(): Promise<ActasError | undefined> {
  try {
    await new RefusalReader().read(requestEnvironment());
    return undefined;
  } catch (error) {
    if (error instanceof ActasError) return error;
    throw error;
  }
}
