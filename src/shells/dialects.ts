import type { Shell } from "../base/shells.ts";
import type { ShellDialect } from "./shell-dialect.ts";

const DIALECTS: { readonly [S in Shell]: () => Promise<ShellDialect> } = {
  sh: async () => (await import("./bourne/sh.ts")).sh,
  bash: async () => (await import("./bourne/bash.ts")).bash,
  zsh: async () => (await import("./bourne/zsh.ts")).zsh,
  fish: async () => (await import("./fish/fish.ts")).fish,
  csh: async () => (await import("./csh/csh.ts")).csh,
  powershell: async () => (await import("./powershell/powershell.ts")).powershell,
  nu: async () => (await import("./nu/nu.ts")).nu,
};

/** Loads how one kind of shell is spoken to. */
export function dialectOf(shell: Shell): Promise<ShellDialect> {
  return DIALECTS[shell]();
}
