import { REQUEST_VARIABLES, type RequestEnvironment } from "../base/credential-request.ts";

/** The variables of this command that decide what a target means; relative file names become absolute. */
export function requestEnvironment(): RequestEnvironment {
  const chosen: Record<string, string> = {};
  for (const name of REQUEST_VARIABLES) {
    const value = process.env[name];
    if (value) chosen[name] = namesFile(name) ? absolute(value) : value;
  }
  return chosen;
}

function namesFile(name: string): boolean {
  return name.endsWith("_FILE") || name === "BOTO_CONFIG";
}

function absolute(path: string): string {
  return path.startsWith("/") || path.startsWith("~/") ? path : `${process.cwd()}/${path}`;
}
