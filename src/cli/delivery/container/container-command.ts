import { existsSync } from "node:fs";
import type { ContainerGrant } from "../../../agent-api/container-messages.ts";
import { ActasError } from "../../../base/errors.ts";

/** Where podman looks for hooks by itself. Naming another place has it look nowhere else: oci-hooks(5). */
const USUAL_HOOKS = ["/usr/share/containers/oci/hooks.d", "/etc/containers/oci/hooks.d"];

/**
 * Finds out where a command line that starts a container takes options of ours.
 *
 * @returns puts them in, for the same words in bytes, each ended by a zero byte
 * @throws {ActasError} when it starts no container that can be given credentials
 */
export function containerCommand(
  words: readonly string[],
): (typed: readonly Uint8Array[], granted: ContainerGrant) => Uint8Array[] {
  const [program = ""] = words;
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (name !== "podman") throw otherProgram(name);
  const run = runIn(words);
  const isRemote = words.slice(0, Math.max(run, 0)).some((word) => /^(-r|--remote(=.*)?|--url(=.*)?)$/.test(word));
  if (isRemote || process.env.CONTAINER_HOST) throw remote();
  if (run < 0) throw startsNone(words[1]);
  return (typed, { environmentFile, hooks, unset }) => [
    ...typed.slice(0, 1),
    ...[...USUAL_HOOKS.filter((path) => existsSync(path)), hooks].flatMap((path) => inBytes("--hooks-dir", path)),
    ...typed.slice(1, run + 1),
    ...inBytes("--env-file", environmentFile),
    ...unset.flatMap((variable) => inBytes("--unsetenv", variable)),
    ...typed.slice(run + 1),
  ];
}

/** Where `run` stands, if that is what podman does: before it are only options, their values, and `container`. */
function runIn(words: readonly string[]): number {
  const isBefore = (word: string, at: number): boolean =>
    at === 0 || word.startsWith("-") || word === "container" || mayTakeValue(words[at - 1] ?? "");
  const first = words.findIndex((word, at) => word === "run" || !isBefore(word, at));
  return words[first] === "run" ? first : -1;
}

function mayTakeValue(option: string): boolean {
  return option.startsWith("-") && !option.includes("=");
}

function inBytes(...words: readonly string[]): Uint8Array[] {
  return words.map((word) => new TextEncoder().encode(`${word}\0`));
}

const BY_HOST_NETWORK =
  'on Linux `actas exec TARGET -- docker run --network host --user "$(id -u):$(id -g)" --env AWS_CONTAINER_CREDENTIALS_FULL_URI --env AWS_CONTAINER_AUTHORIZATION_TOKEN IMAGE` needs none';

function otherProgram(name: string): ActasError {
  return new ActasError("unsupported", `cannot start a relay for a container of "${name}": only podman can`, {
    hints: ["`actas exec --container TARGET -- podman run IMAGE`", ...(name === "docker" ? [BY_HOST_NETWORK] : [])],
  });
}

function startsNone(command = ""): ActasError {
  return new ActasError("usage", `cannot give credentials to a container: "podman ${command}" starts none`, {
    hints: ["`actas exec --container TARGET -- podman run IMAGE`"],
  });
}

function remote(): ActasError {
  return new ActasError("unsupported", "cannot give credentials to a container on another machine", {
    hints: ["run actas and podman where the container is"],
  });
}
