import type { Request } from "../../agent-api/messages.ts";
import { defaultInteraction } from "./default-interaction.ts";
import { requestEnvironment } from "./request-environment.ts";

/** What of this command's environment a request about sources takes along. */
export function inThisEnvironment(): Pick<Extract<Request, { request: "login" }>, "environment" | "interaction"> {
  return { environment: requestEnvironment(), interaction: defaultInteraction() };
}
