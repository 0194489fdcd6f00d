import { CONTAINER_HOOK } from "../agent-api/relay-arguments.ts";

/** What a container engine has started this process for. */
export async function forContainer([what, ...details]: readonly string[]): Promise<number> {
  if (what === CONTAINER_HOOK) return (await import("./container-hook.ts")).containerHook(details);
  return (await import("./container-relay.ts")).containerRelay(details);
}
