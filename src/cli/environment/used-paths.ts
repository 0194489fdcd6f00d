import { ownPaths } from "../../files/own-paths.ts";
import { profilePaths } from "../../profiles/file-paths.ts";
import { settingsPlaces } from "../../settings/settings-places.ts";
import { mawsFiles } from "../../source-files/maws/maws-files.ts";
import { sourceFolders, systemSourceFolders } from "../../source-files/source-folders.ts";
import { findProgram } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import type { Output } from "../json/print-json.ts";
import { noteIgnoredRuntimeDirectory } from "../terminal/note-ignored-runtime-directory.ts";
import { requestEnvironment } from "./request-environment.ts";

type UsedPaths = Output<"config paths">;

/**
 * Where files are in this environment, whether they are there or not. Notes why a directory that is set is not used.
 *
 * @throws {ActasError} `configuration` where HOME is needed and is not set
 */
export function usedPaths(): UsedPaths {
  const environment = requestEnvironment();
  const { config, ignored, runtime, socket, state } = ownPaths();
  if (ignored) noteIgnoredRuntimeDirectory(ignored);
  const ykman = findProgram("ykman", ownSurroundings());
  const { bundles, own, shared } = settingsPlaces(config, environment);
  return {
    ...profilePaths(environment),
    settings: own,
    sharedSettings: [bundles, ...shared],
    // The first counts most, as it does among the folders.
    maws: mawsFiles(environment)
      .map(({ path }) => path)
      .toReversed(),
    sources: [...sourceFolders(environment), ...systemSourceFolders(environment)],
    state,
    log: `${state}/log/agent.log`,
    runtime,
    socket,
    program: process.execPath,
    ...(ykman !== undefined && { ykman }),
  };
}
