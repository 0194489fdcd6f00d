import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { home } from "../../files/home.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { readProfileFiles } from "../../profiles/read-profile-files.ts";
import type { SourceDefinitions } from "../../source-files/source-definitions.ts";
import { SourceReader } from "../../source-files/source-reader.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import type { FoundTarget } from "../target/look-up-meant.ts";
import { lookUpNamed, type NamingFlags } from "../target/look-up-named.ts";

/** What the checks look at, read once. A part that cannot be read is the error that says why. */
export interface Scene {
  /** The user's own files and settings, also within a program that `exec` started. */
  readonly environment: RequestEnvironment;
  /** All variables as a program started here sees them. */
  readonly variables: Environment;
  readonly home: string;
  readonly files: ProfileFiles | ActasError;
  readonly definitions: SourceDefinitions | ActasError;
  /** Absent when no target was named, and there is no default profile. */
  readonly target?: { readonly name: string; readonly found: FoundTarget | ActasError };
}

/** The target, if one was named that can be used. */
export function usableTarget({ target }: Pick<Scene, "target">): FoundTarget | undefined {
  return target && !(target.found instanceof ActasError) ? target.found : undefined;
}

/** @throws {ActasError} `configuration` when there is no home directory: then nothing can be looked at */
export async function sceneOf(target: string | undefined, flags: NamingFlags): Promise<Scene> {
  const environment = requestEnvironment();
  const named = target ?? flags.profile ?? environment.AWS_PROFILE ?? environment.AWS_DEFAULT_PROFILE;
  return {
    environment,
    variables: process.env,
    home: home(environment, "look at its files"),
    files: await orError(readProfileFiles(environment)),
    definitions: await orError(new SourceReader().read(environment)),
    ...(named !== undefined && { target: { name: named, found: await orError(lookUpNamed(target, flags)) } }),
  };
}

async function orError<T>(work: Promise<T>): Promise<T | ActasError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ActasError) return error;
    throw error;
  }
}

/** The environment in which a program that is started here reads the AWS files: within `exec` those are guarded copies. */
export function asPrograms({ environment, variables }: Pick<Scene, "environment" | "variables">): RequestEnvironment {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = variables;
  return {
    ...environment,
    ...(AWS_CONFIG_FILE && { AWS_CONFIG_FILE }),
    ...(AWS_SHARED_CREDENTIALS_FILE && { AWS_SHARED_CREDENTIALS_FILE }),
  };
}
