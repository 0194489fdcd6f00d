import type { Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { type AgentUse, ask } from "../asking/ask.ts";
import type { ForTarget } from "./meant-role.ts";

/**
 * Asks for what has to do with a target. A role that is not known by the name that was typed may have been meant
 * otherwise: then it is asked again, see `meantRole()`.
 *
 * @param onPicked - called when the user has chosen the role from a list, which has told it
 * @throws {ActasError} as `ask()`; `role-not-found` with the roles that could be meant
 */
export async function askForTarget<R extends ForTarget>(
  request: R,
  agent: AgentUse,
  onPicked?: () => void,
): Promise<Results[R["request"]]> {
  try {
    return await ask(request, agent);
  } catch (error) {
    if (!(error instanceof ActasError) || agent === "unused") throw error;
    if (error.code === "profile-not-found") {
      const { withoutSource } = await import("./without-source.ts");
      throw await withoutSource(request.for, error);
    }
    if (error.code !== "role-not-found") throw error;
    const { meantRole } = await import("./meant-role.ts");
    return ask({ ...request, for: await meantRole(request, error, onPicked) }, agent);
  }
}
