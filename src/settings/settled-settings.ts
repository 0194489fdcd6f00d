import type { Written } from "./parse-settings.ts";

/** What settings say together; every key has a default. What they refuse and allow is judged file by file. */
export type Settings = Required<Omit<Written, "allow" | "targets" | "contact">>;

/** What holds where no file says otherwise. */
export const DEFAULTS: Settings = {
  agentIdleTimeoutSeconds: 12 * 3600,
  trustWorktrees: true,
  mfaTimeoutSeconds: 60,
  compat: false,
  persist: "none",
  shell: {},
  console: {},
  prompt: {},
  refuse: [],
  shellFallback: true,
  pick: "terminal",
};

/** Of each setting, and of each key of an object, the first file that says it counts. What is refused adds up. */
export function settled(files: readonly Written[]): Settings {
  return files.reduceRight(withMore, DEFAULTS);
}

function withMore(less: Settings, { allow: _, contact: __, targets: ___, ...more }: Written): Settings {
  return {
    ...less,
    ...more,
    shell: { ...less.shell, ...more.shell },
    console: { ...less.console, ...more.console },
    // The first rule that fits gives the colour, so the order counts.
    prompt: { ...more.prompt, ...less.prompt, ...more.prompt },
    refuse: [...(more.refuse ?? []), ...less.refuse],
  };
}
