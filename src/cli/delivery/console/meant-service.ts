import { ActasError } from "../../../base/errors.ts";
import { shellOption } from "../../../base/shell-word.ts";
import { isServiceName } from "./page-of-service.ts";

/** The error for a source that does not exist, or without a role, where `-s s3` was meant to be the page of a service. */
export function meantService(error: unknown, server: string | undefined): unknown {
  if (!(error instanceof ActasError) || server === undefined || !isServiceName(server)) return error;
  if (error.code !== "source-not-found" && error.code !== "usage") return error;
  return new ActasError(error.code, error.message, {
    hints: [`\`-s\` is \`--server\`; the page of a service is \`${shellOption("--service", server)}\``],
    cause: error,
  });
}
