/** The environment variables that decide where files are. */
export type PathEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Where actas keeps what, by the XDG Base Directory Specification on every system.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export interface Paths {
  /** Socket, lock, grants and token files; gone at logout where the system has a runtime directory. */
  readonly runtime: string;
  readonly socket: string;
  /** Logs. */
  readonly state: string;
  /** `config.json`. */
  readonly config: string;
}

/** `ACTAS_AGENT_SOCK` moves the socket, and with it everything else of the agent that lives at run time. */
export function pathsFrom(environment: PathEnvironment): Paths {
  const home = environment.HOME ?? "";
  const state = `${absolute(environment.XDG_STATE_HOME) ?? `${home}/.local/state`}/actas`;
  const runtimeHome = absolute(environment.XDG_RUNTIME_DIR);
  const socket =
    absolute(environment.ACTAS_AGENT_SOCK) ?? `${runtimeHome ? `${runtimeHome}/actas` : `${state}/run`}/agent.sock`;
  return {
    runtime: socket.slice(0, socket.lastIndexOf("/")),
    socket,
    state,
    config: `${absolute(environment.XDG_CONFIG_HOME) ?? `${home}/.config`}/actas`,
  };
}

/** The specification says that relative paths are to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith("/") ? path : undefined;
}
