import type { Request } from "../../agent-api/messages.ts";
import { defaultInteraction } from "./default-interaction.ts";
import { requestEnvironment } from "./request-environment.ts";

/** The part of this command's environment that goes with a request about sources. */
export function inThisEnvironment(): Pick<Extract<Request, { request: "login" }>, "environment" | "interaction"> {
  return { environment: requestEnvironment(), interaction: defaultInteraction() };
}
