import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Surroundings } from "../../../base/surroundings.ts";
import { findProgram, isProgram } from "../../../system/find-program.ts";

/** The programs of one version of PostgreSQL. */
export interface PostgresPrograms {
  /** The folder of `postgres` and `initdb`. */
  readonly folder: string;
}

/** Where Debian and Red Hat's packages of postgresql.org put each version, and Homebrew. */
const PLACES = [
  "/usr/lib/postgresql/VERSION/bin",
  "/usr/pgsql-VERSION/bin",
  "/opt/homebrew/opt/postgresql@VERSION/bin",
];

/**
 * The programs of PostgreSQL on this machine.
 *
 * @param version - the major version that made the data; absent: the newest there is
 * @param folder - where to look, as configured; absent: where packages put them, and in PATH
 */
export function findPostgres(
  surroundings: Surroundings,
  { version, folder }: { readonly version?: number; readonly folder?: string },
): PostgresPrograms | undefined {
  const inPath = findProgram("postgres", surroundings);
  const folders = folder ? [folder] : [...placesOf(version), ...(inPath ? [dirname(inPath)] : [])];
  const found = folders.find((place) => isProgram(`${place}/postgres`) && isProgram(`${place}/initdb`));
  return found === undefined ? undefined : { folder: found };
}

/** The newest first. */
function placesOf(version: number | undefined): string[] {
  return PLACES.flatMap((place) => {
    if (version !== undefined) return [place.replace("VERSION", String(version))];
    const versions = versionsIn(place);
    return versions.sort((a, b) => b - a).map((one) => place.replace("VERSION", String(one)));
  });
}

function versionsIn(place: string): number[] {
  const [before = "", after = ""] = place.split("VERSION");
  const parent = before.slice(0, before.lastIndexOf("/"));
  const prefix = before.slice(before.lastIndexOf("/") + 1);
  return namesIn(parent)
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .filter((name) => isProgram(`${parent}/${name}${after}/postgres`))
    .map((name) => Number(name.slice(prefix.length)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
