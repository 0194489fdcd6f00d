import type { Actions } from "../command-line/action.ts";
import type { ContainerFlags } from "../serve/serve-container.ts";

/** `actas serve container [TARGET]` */
export const serveActions: Actions = {
  container: async (target: string | undefined, flags: ContainerFlags) =>
    (await import("../serve/serve-container.ts")).serveContainer(target, flags),
};
