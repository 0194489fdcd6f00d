import { ActasError } from "../../base/errors.ts";
import { SettingsReader } from "../../settings/settings-reader.ts";
import { requestEnvironment } from "./request-environment.ts";

/** Why the user's settings cannot be used, in which case no command gives credentials, and no agent starts. */
export async function settingsProblem(): Promise<ActasError | undefined> {
  try {
    await new SettingsReader().refusals(requestEnvironment());
    return undefined;
  } catch (error) {
    if (error instanceof ActasError) return error;
    throw error;
  }
}
