import type { SecondHop } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { findProjectFile, PROJECT_FILE_NAMES } from "../../project-files/find-project-file.ts";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { workingDirectory } from "../environment/working-directory.ts";
import { requestByProjectFile } from "./request-by-project-file.ts";
import type { Chosen, TargetRequest } from "./target-request.ts";
import { type TrustFlags, trustedSettings } from "./trusted-settings.ts";

/** The options for `auto`, besides those for every request. */
export interface AutoFlags extends TrustFlags {
  readonly shown?: true;
  /** `--assume-role` and its options, as typed. If the ARN was typed, the file's whole block does not count. */
  readonly hop?: Partial<SecondHop>;
}

/**
 * Replaces the target `auto` by the one in the closest project file, once the user trusts that file. Options win.
 *
 * @throws {ActasError} `untrusted`; `cancelled`; `configuration` when there is none, or it cannot be used
 */
export async function autoRole(typed: TargetRequest, flags: AutoFlags = {}): Promise<Chosen> {
  if (typed.sourceProfile) throw profileToo();
  const directory = workingDirectory('use "auto"');
  const file = await findProjectFile(directory, process.env.HOME);
  if (!file) throw noFile(directory);
  const settings = await trustedSettings(file, typed.interaction, flags);
  const targetRequest = requestByProjectFile(settings, typed, { hop: flags.hop ?? {}, environment: process.env });
  if (flags.shown || process.env.ACTAS_SHOW_TARGET || process.env.MAIRU_SHOW_AUTO_ROLE) {
    (await import("./show-target.ts")).showTarget(file.path, targetRequest);
  }
  return { targetRequest, ...modeOf(settings) };
}

function modeOf({ mode }: ProjectSettings): Pick<Chosen, "mode"> {
  if (!mode) return {};
  return { mode: mode === "env" || mode === "static" ? "env" : "container" };
}

function noFile(directory: string): ActasError {
  const names = PROJECT_FILE_NAMES.join(" or ");
  return new ActasError("configuration", `cannot use "auto": there is no ${names} in ${directory} or above it`, {
    hints: [
      "`actas use TARGET` writes one here, which says what `auto` is",
      "a profile called auto is named with `--profile auto`",
    ],
  });
}

function profileToo(): ActasError {
  return new ActasError("usage", 'cannot use `--profile` with "auto": the project file says who assumes its role', {
    hints: ["leave out `--profile`; a profile called auto is named with `--profile auto` and no target"],
  });
}
