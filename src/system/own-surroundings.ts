import type { Surroundings } from "../base/surroundings.ts";

/** The surroundings of this process. If its directory was removed, nothing relative can be found anyway. */
export function ownSurroundings(): Surroundings {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  return { directory: ownDirectory(), environment };
}

function ownDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return "/";
  }
}
