import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment, EnvironmentChanges } from "../../base/environment.ts";

import { SERVER_CONFIG } from "../team/server-files.ts";

/** The variables that make a program use the sandbox: its home, its files and its endpoint. */
function sandboxVariables(home: string, url: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    XDG_RUNTIME_DIR: join(home, "run"),
    XDG_STATE_HOME: join(home, ".local/state"),
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    ENV: join(home, ".shrc"),
    ZDOTDIR: home,
    AWS_CONFIG_FILE: join(home, ".aws/config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, ".aws/credentials"),
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_SIGNIN: url,
    AWS_ENDPOINT_URL_SSO: url,
    AWS_ENDPOINT_URL_SSO_OIDC: url,
    AWS_EC2_METADATA_DISABLED: "true",
    ACTAS_SANDBOX: url,
    ...(existsSync(join(home, SERVER_CONFIG)) && { ACTAS_SERVER_CONFIG: join(home, SERVER_CONFIG) }),
  };
}

/** What leads out of a sandbox in another shell than the one that prints how to move in. */
const USUAL_STRAYS = [
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
];

/** Variables of the caller that would lead a program out of the sandbox: all of AWS's, all of ours, and a server's. */
function strayVariables(inherited: Environment): string[] {
  return Object.keys(inherited).filter((name) => /^((AWS|ACTAS)_|DATABASE_URL$)/.test(name));
}

/** The caller's environment, changed to use a sandbox. */
export function sandboxEnvironment(
  home: string,
  url: string,
  inherited: Environment,
): Readonly<Record<string, string>> {
  const stray = new Set(strayVariables(inherited));
  const kept = Object.entries(inherited).filter(
    (variable): variable is [string, string] => variable[1] !== undefined && !stray.has(variable[0]),
  );
  const path = [join(home, "bin"), inherited.PATH].filter(Boolean).join(":");
  return { ...Object.fromEntries(kept), ...sandboxVariables(home, url), ...withoutProxy(inherited), PATH: path };
}

/** The changes that make another shell use the sandbox, and find this program; `null` removes a variable. */
export function movedIn(home: string, url: string, inherited: Environment): EnvironmentChanges {
  const variables = { ...sandboxVariables(home, url), ...withoutProxy(inherited), ...ownPath(home, inherited) };
  const unset = [...USUAL_STRAYS, ...strayVariables(inherited)].filter((name) => !(name in variables));
  return { ...Object.fromEntries(unset.map((name) => [name, null])), ...variables };
}

/** The sandbox's own programs come first, then the program that runs here: `actas` is the same in both terminals. */
function ownPath(home: string, { PATH = "" }: Environment): { readonly PATH: string } {
  const before = [join(home, "bin"), dirname(process.execPath)];
  return { PATH: [...before, ...PATH.split(":").filter((folder) => !before.includes(folder))].join(":") };
}

/** Excludes the sandbox from the user's proxy, in both spellings, because programs differ in which they read. */
export function withoutProxy({ NO_PROXY, no_proxy }: Environment): Readonly<Record<string, string>> {
  const hosts = [...new Set([...(NO_PROXY || no_proxy || "").split(","), "127.0.0.1"])].filter(Boolean).join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}
