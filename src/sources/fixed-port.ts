import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";

/** The port for the redirect that the user has fixed in the environment. @throws {ActasError} `usage` */
export function fixedPort({ ACTAS_LOCAL_PORT, MAIRU_LOCAL_PORT }: RequestEnvironment): { readonly localPort?: number } {
  const port = ACTAS_LOCAL_PORT || MAIRU_LOCAL_PORT;
  if (!port) return {};
  if (/^[1-9]\d{0,4}$/.test(port)) return { localPort: Number(port) };
  throw new ActasError("usage", "cannot use ACTAS_LOCAL_PORT: it is not a port number");
}
