import { ActasError } from "../../base/errors.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { requestByProjectFile } from "./request-by-project-file.ts";

/**
 * Makes sure that a project file's settings can be used here, before the user is asked to trust it.
 *
 * @throws {ActasError} with the code and the hints of the problem: no such target, or one in another account
 */
export async function checkSettings(path: string, settings: ProjectSettings): Promise<void> {
  const typed = { freshness: "cached", interaction: "never" } as const;
  const request = requestByProjectFile(settings, typed, { hop: {}, environment: process.env });
  const { lookUp } = await import("../../requests/look-up.ts");
  try {
    await lookUp({ ...request, environment: requestEnvironment() });
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    const hint = `${path} names it: you are asked whether to trust that file once what it says can be used`;
    throw new ActasError(error.code, error.message, { hints: [...error.hints, hint], cause: error });
  }
}
