import { askForNames } from "../../../agent-api/ask-for-names.ts";
import type { HeldName, NamesRequest } from "../../../agent-api/names-request.ts";
import { likelySocket } from "../../../files/paths.ts";
import { requestEnvironment } from "../../environment/request-environment.ts";
import { sourceOfEnvironment } from "../../target/default-source.ts";

type Wanted = Omit<NamesRequest, "request" | "environment">;

/**
 * Names from the agent if one runs; without one, those that the files tell. No agent is started, and none is waited for
 * that does not answer at once.
 */
export async function heldNames(wanted: Wanted): Promise<readonly HeldName[]> {
  const server = wanted.of === "targets" ? sourceOfEnvironment() : undefined;
  const request = {
    request: "names",
    ...(server && { source: server }),
    ...wanted,
    environment: requestEnvironment(),
  } as const;
  const socket = likelySocket(process.env) ?? (await import("../../../files/own-paths.ts")).ownPaths().socket;
  const names = askForNames(socket, request);
  if (names) return names;
  const { namesFromFiles } = await import("../../../requests/completion/names-from-files.ts");
  return namesFromFiles(request);
}
