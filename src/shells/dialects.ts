import { ActasError } from "../base/errors.ts";
import type { Shell } from "../base/shells.ts";
import type { ShellDialect } from "./shell-dialect.ts";

const DIALECTS: { readonly [S in Shell]?: () => Promise<ShellDialect> } = {
  sh: async () => (await import("./bourne/sh.ts")).sh,
  bash: async () => (await import("./bourne/bash.ts")).bash,
  zsh: async () => (await import("./bourne/zsh.ts")).zsh,
};

/** @throws {ActasError} `unsupported` for a shell that can be written for, but not act by itself */
export async function dialectOf(shell: Shell): Promise<ShellDialect> {
  const dialect = await DIALECTS[shell]?.();
  if (dialect) return dialect;
  throw new ActasError("unsupported", `cannot act in a shell of the kind ${shell}: there are no functions for it`, {
    hints: ["`actas exec TARGET` starts a shell that acts as a target"],
  });
}
