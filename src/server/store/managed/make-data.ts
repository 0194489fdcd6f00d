import { renameSync } from "node:fs";
import { ActasError } from "../../../base/errors.ts";
import type { PrivateDirectory } from "../../../files/private-directory.ts";
import { POSTGRES_ENVIRONMENT } from "./postgres-environment.ts";
import type { PostgresPrograms } from "./postgres-programs.ts";
import { reasonPrinted } from "./reason-printed.ts";

/** Makes the data in another place first: what was cut short is no database. */
export async function makeData(
  directory: PrivateDirectory,
  name: string,
  { programs: { folder }, stop }: { readonly programs: PostgresPrograms; readonly stop?: AbortSignal },
): Promise<void> {
  const unfinished = `${name}.new`;
  directory.remove(unfinished);
  const words = [
    `${folder}/initdb`,
    "-D",
    `${directory.path}/${unfinished}`,
    "-U",
    "actas",
    "--auth=trust",
    "-E",
    "UTF8",
  ];
  const child = Bun.spawn([...words, "--locale=C", "--no-instructions"], {
    cwd: directory.path,
    env: POSTGRES_ENVIRONMENT,
    stdio: ["ignore", "ignore", "pipe"],
    ...(stop && { signal: stop }),
  });
  const errors = await new Response(child.stderr).text();
  if ((await child.exited) !== 0) {
    directory.remove(unfinished);
    throw new ActasError("system", `cannot make a database in ${directory.path}: ${reasonPrinted(errors)}`);
  }
  renameSync(directory.at(unfinished), directory.at(name));
}
