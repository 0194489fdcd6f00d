import { existsSync } from "node:fs";
import type { ContainerGrant } from "../../../agent-api/container-messages.ts";
import { ActasError } from "../../../base/errors.ts";
import { startDockerRelay } from "./docker-relay.ts";
import { dockerRun } from "./docker-run.ts";

/** Where podman looks for hooks by itself. Naming another place has it look nowhere else: oci-hooks(5). */
const USUAL_HOOKS = ["/usr/share/containers/oci/hooks.d", "/etc/containers/oci/hooks.d"];

/** A container engine that is started in place of the command that was typed. */
interface Started {
  /** Its words in bytes, each ended by a zero byte. */
  readonly words: readonly Uint8Array[];
  /** Descriptors that it keeps. */
  readonly kept: readonly number[];
}

/** Puts options of ours into the words that were typed, in bytes, and starts what the container needs. */
type Start = (typed: readonly Uint8Array[], granted: ContainerGrant, port: number) => Promise<Started>;

/**
 * Finds out how a command line starts a container.
 *
 * @throws {ActasError} when it starts none that can be given credentials
 */
export function containerCommand(words: readonly string[]): Start {
  const [program = ""] = words;
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (name !== "podman" && name !== "docker") throw otherProgram(name);
  const run = runIn(words);
  if (run < 0) throw startsNone(name, words[1]);
  if (isElsewhere(name, words.slice(1, run))) throw elsewhere(name);
  return name === "podman" ? podman(run) : docker(words, run);
}

function podman(run: number): Start {
  return async (typed, { environmentFile, hooks, unset }) => ({
    words: [
      ...typed.slice(0, 1),
      ...[...USUAL_HOOKS.filter((path) => existsSync(path)), hooks].flatMap((path) => inBytes("--hooks-dir", path)),
      ...typed.slice(1, run + 1),
      ...inBytes("--env-file", environmentFile),
      ...unset.flatMap((variable) => inBytes("--unsetenv", variable)),
      ...typed.slice(run + 1),
    ],
    kept: [],
  });
}

function docker(words: readonly string[], run: number): Start {
  const taken = dockerRun(words, run);
  return async (typed, granted, port) => {
    const { lifeline, name } = await startDockerRelay(taken, { ...granted, port });
    return {
      words: [
        ...typed.slice(0, run + 1),
        ...inBytes("--network", `container:${name}`, "--env-file", granted.environmentFile),
        ...taken.options.flatMap((part) => (typeof part === "number" ? typed.slice(part, part + 1) : inBytes(part))),
        ...typed.slice(typed.length - taken.rest),
      ],
      kept: [lifeline],
    };
  };
}

/** Where `run` stands, if that is what the engine does: before it are only options, their values, and `container`. */
function runIn(words: readonly string[]): number {
  const isBefore = (word: string, at: number): boolean =>
    at === 0 || word.startsWith("-") || word === "container" || mayTakeValue(words[at - 1] ?? "");
  const first = words.findIndex((word, at) => word === "run" || !isBefore(word, at));
  return words[first] === "run" ? first : -1;
}

function mayTakeValue(option: string): boolean {
  return option.startsWith("-") && !option.includes("=");
}

function isElsewhere(name: "podman" | "docker", options: readonly string[]): boolean {
  const { CONTAINER_HOST, DOCKER_HOST = "" } = process.env;
  if (name === "docker") return /^(tcp|ssh|http|https):/.test(DOCKER_HOST);
  return Boolean(CONTAINER_HOST) || options.some((option) => /^(-r|--remote(=.*)?|--url(=.*)?)$/.test(option));
}

function inBytes(...words: readonly string[]): Uint8Array[] {
  return words.map((word) => new TextEncoder().encode(`${word}\0`));
}

const TYPE = "`actas exec --container TARGET -- podman run IMAGE`, or `docker` in its place";

function otherProgram(name: string): ActasError {
  return new ActasError(
    "unsupported",
    `cannot give credentials to a container of "${name}": only podman and Docker are known`,
    {
      hints: [name === "sudo" ? AS_ROOT : COMPOSE.test(name) ? BY_COMPOSE : TYPE],
    },
  );
}

function startsNone(name: string, command?: string): ActasError {
  const typed = command === undefined ? name : `${name} ${command}`;
  return new ActasError(
    "usage",
    `cannot give credentials to a container by "${typed}": only \`run\` starts one with them`,
    {
      hints: [command === undefined ? TYPE : insteadOf(command)],
    },
  );
}

function insteadOf(command: string): string {
  if (COMPOSE.test(command)) return BY_COMPOSE;
  return /^(build|buildx)$/.test(command) ? AS_SECRET : TYPE;
}

const COMPOSE = /^((docker|podman)-)?compose$/;
const BY_COMPOSE =
  "`actas exec TARGET -- docker compose up`, or `podman-compose` in its place, serves services with `network_mode: host` that its variables are passed on to";
const AS_SECRET =
  "`actas exec --mode file TARGET -- sh -c 'podman build --secret id=aws,src=\"$AWS_SHARED_CREDENTIALS_FILE\" .'`, or `docker` in its place, gives a build a secret";
const AS_ROOT = "put `sudo` in front of `actas`: the engine of root takes the profiles and the agent of root";

function elsewhere(name: string): ActasError {
  return new ActasError("unsupported", "cannot give credentials to a container on another machine", {
    hints: [`run actas and ${name} where the container is`],
  });
}
