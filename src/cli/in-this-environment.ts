import type { Request } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { requestEnvironment } from "./request-environment.ts";
import { usualInteraction } from "./usual-interaction.ts";

/** What of this command's environment a request about sources takes along. @throws {ActasError} `usage` */
export function inThisEnvironment(): Pick<
  Extract<Request, { request: "login" }>,
  "environment" | "interaction" | "localPort"
> {
  const port = process.env.ACTAS_LOCAL_PORT || process.env.MAIRU_LOCAL_PORT;
  if (port && !/^[1-9]\d{0,4}$/.test(port)) {
    throw new ActasError("usage", "cannot use ACTAS_LOCAL_PORT: it is not a port number");
  }
  return {
    environment: requestEnvironment(),
    interaction: usualInteraction(),
    ...(port && { localPort: Number(port) }),
  };
}
