import { join } from "node:path";
import type { Environment } from "../../base/environment.ts";
import { singleQuoted } from "../../base/shell-word.ts";

/** The variables that make a program use the sandbox: its home, its files and its endpoint. */
function sandboxVariables(home: string, url: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    XDG_RUNTIME_DIR: join(home, "run"),
    XDG_STATE_HOME: join(home, ".local/state"),
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    AWS_CONFIG_FILE: join(home, ".aws/config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, ".aws/credentials"),
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_SSO: url,
    AWS_ENDPOINT_URL_SSO_OIDC: url,
    AWS_EC2_METADATA_DISABLED: "true",
    ACTAS_SANDBOX: url,
  };
}

/** Variables of the caller that would lead a program out of the sandbox: all of AWS's and all of ours. */
function strayVariables(inherited: Environment): string[] {
  return Object.keys(inherited).filter((name) => /^(AWS|ACTAS)_/.test(name));
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
  return { ...Object.fromEntries(kept), ...sandboxVariables(home, url), ...withoutProxy(inherited) };
}

/** Lines for `eval` in sh, bash and zsh that make the shell use the sandbox. */
export function exportLines(home: string, url: string, inherited: Environment): string[] {
  const variables = { ...sandboxVariables(home, url), ...withoutProxy(inherited) };
  const unset = strayVariables(inherited).filter((name) => !(name in variables));
  return [
    ...unset.map((name) => `unset ${name}`),
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${singleQuoted(value)}`),
  ];
}

/** Excludes the sandbox from the user's proxy, in both spellings, because programs differ in which they read. */
export function withoutProxy({ NO_PROXY, no_proxy }: Environment): Readonly<Record<string, string>> {
  const hosts = [...new Set([...(NO_PROXY || no_proxy || "").split(","), "127.0.0.1"])].filter(Boolean).join(",");
  return { NO_PROXY: hosts, no_proxy: hosts };
}
