import { ownPaths } from "../../files/own-paths.ts";
import { containerEnvironment, openContainer } from "../../serve/container/open-container.ts";
import { ServeFiles } from "../../serve/serve-files.ts";
import { runServe } from "./run-serve.ts";
import type { ServeFlags } from "./serve-flags.ts";

export interface ContainerFlags extends ServeFlags {
  readonly allow?: readonly string[];
}

/** `actas serve container [TARGET]` */
export function serveContainer(target: string | undefined, flags: ContainerFlags): Promise<void> {
  const { runtime } = ownPaths();
  const { allow: others = [] } = flags;
  return runServe(
    {
      kind: "container",
      others,
      open: (serving, port) => openContainer({ serving, port, runtime, targets: others }),
      environmentOf: (port) => containerEnvironment(new ServeFiles(runtime, port), port),
    },
    target,
    flags,
  );
}
