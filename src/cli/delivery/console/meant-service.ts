import { ActasError } from "../../../base/errors.ts";
import { shellOption } from "../../../base/shell-word.ts";
import { isServiceName } from "./page-of-service.ts";

/** The error for a target that does not exist, where `-s s3` or `s3` was meant to be the page of a service. */
export function meantService(
  error: unknown,
  { server, target }: { readonly server: string | undefined; readonly target: string | undefined },
): unknown {
  if (!(error instanceof ActasError)) return error;
  const isOption = error.code === "source-not-found" || error.code === "usage";
  const word = isOption ? server : target;
  if (word === undefined || !isServiceName(word) || !(isOption || error.code === "profile-not-found")) return error;
  const page = `the page of a service is \`${shellOption("--service", word)}\``;
  return new ActasError(error.code, error.message, {
    hints: [isOption ? `\`-s\` is \`--server\`; ${page}` : page],
    cause: error,
  });
}
