import { ActasError } from "../../base/errors.ts";
import { areAbsent, settingsFiles } from "../../settings/settings-files.ts";
import { requestEnvironment } from "./request-environment.ts";

/** Why the user's settings cannot be used, in which case no command gives credentials, and no agent starts. */
export async function settingsProblem(): Promise<ActasError | undefined> {
  try {
    const environment = requestEnvironment();
    if (areAbsent(settingsFiles(environment, "tell which targets are refused"))) return undefined;
    const { SettingsReader } = await import("../../settings/settings-reader.ts");
    await new SettingsReader().refusals(environment);
    return undefined;
  } catch (error) {
    if (error instanceof ActasError) return error;
    throw error;
  }
}
