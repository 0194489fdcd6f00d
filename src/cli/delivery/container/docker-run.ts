import { ActasError } from "../../../base/errors.ts";

/** A word that was typed, by its place; or one that was a part of a word. */
type Part = number | string;

/** A command line of `docker run`, taken apart. */
export interface DockerRun {
  /** The program and its own options. */
  readonly docker: readonly string[];
  /** The options that say what network the container has, which are for the container that has it. */
  readonly network: readonly string[];
  /** Its other options. */
  readonly options: readonly Part[];
  /** The number of words from the image on. */
  readonly rest: number;
  readonly image: string;
  /** Whether all ports are published that the image says it listens at. */
  readonly publishesAll: boolean;
  /** Whether the image is got though it is there, and what for, as far as it was typed. */
  readonly pull?: string;
  readonly platform?: string;
}

/** Options of `docker run` without a value; all others have one. */
const SWITCHES = new Set(
  "detach disable-content-trust help init interactive no-healthcheck oom-kill-disable privileged publish-all quiet read-only rm sig-proxy tty use-api-socket".split(
    " ",
  ),
);
const SHORT_SWITCHES = new Set("ditPq");

const OF_THE_NETWORK = new Set(
  "add-host dns dns-opt dns-option dns-search domainname expose hostname ip ip6 link link-local-ip mac-address net net-alias network network-alias publish publish-all".split(
    " ",
  ),
);
const SHORT_OF_THE_NETWORK = new Set("hpP");

/**
 * Takes a command line apart, as Docker reads it.
 *
 * @param run - where the word `run` stands in it
 * @throws {ActasError} `usage` when it names no image, or starts a container that nothing waits for
 */
export function dockerRun(words: readonly string[], run: number): DockerRun {
  const parts = { network: [] as Part[], container: [] as Part[] };
  const values = new Map<string, string>();
  let at = run + 1;
  for (let word = words[at]; word?.startsWith("-") && word !== "-" && word !== "--"; word = words[at]) {
    const options = word.startsWith("--") ? longOption(word) : shortOptions(word);
    for (const { belongs, isDetach, text } of options) {
      if (isDetach) throw inBackground();
      parts[belongs].push(options.length === 1 ? at : text);
    }
    at++;
    const { belongs, needsValue } = options.at(-1)!;
    for (const { name, value } of options) values.set(name, value ?? words[at] ?? "");
    if (needsValue) parts[belongs].push(at++);
  }
  if (words[at] === "--") at++;
  const image = words[at];
  if (!image) throw new ActasError("usage", "cannot start a container: no image was given");
  const network = parts.network.map((part) => (typeof part === "number" ? (words[part] ?? "") : part));
  const docker = words.slice(0, isGroup(words, run - 1) ? run - 1 : run);
  const [platform, pull] = [values.get("platform"), values.get("pull")];
  return {
    ...{ docker, network, options: parts.container, rest: words.length - at, image },
    publishesAll: isOn(values.get("publish-all") ?? ""),
    ...(platform && { platform }),
    ...(pull && { pull }),
  };
}

const OWN_OPTION_WITH_VALUE = /^(-[cHl]|--(config|context|host|log-level|tlscacert|tlscert|tlskey))$/;

/** Whether `run` is typed as `container run`. */
function isGroup(words: readonly string[], at: number): boolean {
  return at > 0 && words[at] === "container" && !OWN_OPTION_WITH_VALUE.test(words[at - 1] ?? "");
}

/** What Docker takes for a yes. */
function isOn(value: string): boolean {
  return /^(1|t|T|true|TRUE|True)$/.test(value);
}

interface Option {
  readonly name: string;
  readonly text: string;
  /** Absent: it is the next word. */
  readonly value?: string;
  readonly belongs: "network" | "container";
  readonly needsValue: boolean;
  /** Docker is not to wait for the container. */
  readonly isDetach: boolean;
}

function longOption(word: string): Option[] {
  const name = word.slice(2).replace(/=.*/s, "");
  const typed = word.includes("=") ? word.slice(word.indexOf("=") + 1) : undefined;
  const value = typed ?? (SWITCHES.has(name) ? "true" : undefined);
  const belongs = OF_THE_NETWORK.has(name) ? "network" : "container";
  const isDetach = name === "detach" && isOn(value ?? "");
  const common = { name, text: word, belongs, isDetach } as const;
  return value === undefined ? [{ ...common, needsValue: true }] : [{ ...common, needsValue: false, value }];
}

/** Several may be one word, the last with its value: `-itp8080:80`. */
function shortOptions(word: string): Option[] {
  const found: Option[] = [];
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? "";
    // `-i=false`: a switch has a value only behind an equals sign.
    const isSwitch = SHORT_SWITCHES.has(letter) && word[at + 1] !== "=";
    const value = isSwitch ? "" : word.slice(at + 1);
    const needsValue = !isSwitch && value === "";
    const belongs = SHORT_OF_THE_NETWORK.has(letter) ? "network" : "container";
    found.push({
      name: letter === "P" ? "publish-all" : letter,
      text: `-${letter}${value}`,
      ...(!needsValue && { value: isSwitch ? "true" : value.replace(/^=/, "") }),
      belongs,
      needsValue,
      isDetach: letter === "d" && (isSwitch || isOn(value.slice(1))),
    });
    if (!isSwitch) break;
  }
  return found;
}

function inBackground(): ActasError {
  return new ActasError(
    "usage",
    "cannot give credentials to a container in the background: with Docker they end with `docker run`",
    {
      hints: ["leave `--detach` out, and put the whole command into the background"],
    },
  );
}
