import { CONTAINER_HOOK } from "../../agent-api/relay-arguments.ts";

/**
 * The file by which podman starts the relay: when the container's namespaces are there, and before its program runs.
 *
 * @param self - the command line of this same program
 * @param details - what the relay has to know; nothing of it is secret, since the engine keeps it with the container
 * @see https://github.com/containers/common/blob/main/pkg/hooks/docs/oci-hooks.5.md
 */
export function containerHook(self: readonly string[], details: readonly string[]): string {
  const hook = {
    version: "1.0.0",
    hook: { path: self[0], args: [...self, CONTAINER_HOOK, ...details] },
    when: { always: true },
    stages: ["createRuntime"],
  };
  return JSON.stringify(hook);
}
