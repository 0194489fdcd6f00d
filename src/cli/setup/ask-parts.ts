import { ActasError } from "../../base/errors.ts";
import { askUser } from "../terminal/ask-user.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { type KnownBefore, takenIds } from "./known-before.ts";
import { isLikeRegion } from "./likely-regions.ts";
import { type PastedAddress, pastedAddress } from "./pasted-address.ts";
import { proposedName } from "./proposed-name.ts";
import { isSourceName } from "./write-source.ts";

const PURPOSE = "set up a source";

/** @throws {ActasError} `usage`, naming every missing part, when parts are missing and no user can be asked */
export function requireParts(command: string, parts: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(parts).filter((part) => parts[part] === undefined);
  const problem = missing.length > 0 && askingProblem();
  if (!problem) return;
  const names =
    missing.length > 1 ? `${missing.slice(0, -1).join(", ")} and ${missing.at(-1)} are` : `${missing[0]} is`;
  throw new ActasError("usage", `cannot run \`${command}\`: ${names} missing`, {
    hints: [`\`${command} --help\` shows what there is`, `you are not asked for what is missing: ${problem}`],
  });
}

/** An address, or keys instead of one. */
export type TypedAddress = Exclude<PastedAddress, { kind: "none" }>;
export type SourceAddress = Exclude<TypedAddress, { kind: "keys" }>;

/** Asks until the answer is an address where a source may be. */
export async function askSourceAddress(question: string): Promise<SourceAddress> {
  for (let prompt = question; ; prompt = "actas: it is where your browser signs in, not a key\nactas: address: ") {
    const address = await askAddress(prompt);
    if (address.kind !== "keys") return address;
  }
}

/** Asks until the answer is an address. Enter alone stands for keys. */
export async function askAddress(question: string): Promise<TypedAddress> {
  for (let prompt = question; ; ) {
    const typed = await askUser(prompt, PURPOSE);
    const address = typed === "" ? ({ kind: "keys" } as const) : pastedAddress(typed);
    if (address.kind !== "none") return address;
    prompt = `actas: ${address.problem}\nactas: address: `;
  }
}

/** Asks until the name is valid and free; Enter takes the name proposed from the host of the URL. */
export async function askName(url: string, fallback: string, before: KnownBefore): Promise<string> {
  const taken = takenIds(before);
  const proposed = proposedName(url, fallback, taken);
  for (let why = ""; ; ) {
    const name = (await askUser(`${why}actas: what will you call it? [${proposed}] `, PURPOSE)) || proposed;
    if (!isSourceName(name)) why = "actas: a name has letters, digits and any of _.@+-\n";
    else if (taken.includes(name)) why = `actas: there is a source "${name}" already\n`;
    else return name;
  }
}

/**
 * Asks until the answer looks like a region.
 *
 * @param likely - examples to choose from
 * @param otherwise - what Enter alone does, where it is an answer; then `undefined` is returned
 */
export async function askRegion(likely: readonly string[], otherwise: string): Promise<string | undefined>;
export async function askRegion(likely: readonly string[]): Promise<string>;
export async function askRegion(likely: readonly string[], otherwise?: string): Promise<string | undefined> {
  const examples = likely.slice(0, REGIONS_SHOWN).join(", ");
  const enter = otherwise ? `; Enter alone: ${otherwise}` : "";
  const question = [
    "actas: which region is it in? The console of IAM Identity Center shows it under Settings ",
    `(likely: ${examples}, …)${enter}\nactas: region: `,
  ].join("");
  for (let prompt = question; ; prompt = "actas: a region is named like eu-west-1\nactas: region: ") {
    const region = (await askUser(prompt, PURPOSE)).toLowerCase();
    if (isLikeRegion(region)) return region;
    if (region === "" && otherwise) return undefined;
  }
}

/** A user finds theirs among those, or sees how they are spelt. */
const REGIONS_SHOWN = 5;

/** Asks for the OAuth 2.0 client of a credential server. */
export async function askClientId(): Promise<string> {
  for (let why = ""; ; why = "actas: it is needed: the people who run the server have chosen it\n") {
    const id = await askUser(`${why}actas: its OAuth 2.0 client id, from whoever runs the server: `, PURPOSE);
    if (id) return id;
  }
}
