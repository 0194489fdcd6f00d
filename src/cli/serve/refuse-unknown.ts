import { ActasError } from "../../base/errors.ts";
import { lookUpNamed } from "../target/look-up-named.ts";
import type { ServeFlags } from "./serve-flags.ts";

/**
 * Refuses names of which a program would be told only when it asks, and a number behind `-p`, which is the port in other
 * tools and the profile here.
 *
 * @param others - the targets that are served besides the first
 * @throws {ActasError} whatever a request for their credentials would be refused for before any call
 */
export async function refuseUnknown(
  others: readonly string[],
  { profile }: Pick<ServeFlags, "profile">,
): Promise<void> {
  for (const other of others) await lookUp(other, `it is the target of \`--allow\``);
  if (profile && PORT.test(profile)) await lookUp(profile, `for the port, type \`--port ${profile}\``);
}

const PORT = /^\d{1,5}$/;

async function lookUp(name: string, hint: string): Promise<void> {
  try {
    await lookUpNamed(name, {});
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    throw new ActasError(error.code, error.message, { hints: [hint, ...error.hints], cause: error });
  }
}
