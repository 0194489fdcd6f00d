import { ActasError } from "../../../base/errors.ts";
import { jsonText, printable } from "../../../base/printable.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { fetchBundle } from "../../../bundles/fetch-bundle.ts";
import { installBundle, installedBundle, installedBundles } from "../../../bundles/installed-bundles.ts";
import { fingerprintOf } from "../../../bundles/key-text.ts";
import { type ParsedBundle, parseBundle } from "../../../bundles/parse-bundle.ts";
import type { Pin } from "../../../bundles/pin.ts";
import { type Proof, proveBundle, type TypedPin } from "../../../bundles/prove-bundle.ts";
import { CannotAsk } from "../../../conversation/conversation.ts";
import { networkOf } from "../../../network/network.ts";
import { bundleFolder } from "../../../source-files/source-folders.ts";
import { askYesOrNo } from "../../terminal/ask-user.ts";
import { askingProblem } from "../../terminal/asking-problem.ts";
import { say } from "../../terminal/say.ts";
import { knownBefore } from "../known-before.ts";
import { bundleChanges, serversOf } from "./bundle-changes.ts";
import { bundleConflicts, refuseTaken } from "./bundle-conflicts.ts";

interface Taking {
  /** Its URL, or the absolute path of its file. */
  readonly from: string;
  readonly typed: TypedPin;
  /** Whether the user is asked even about a bundle that is known to be the organisation's. */
  readonly question: "asked" | "answered";
  /** The installed bundle that it is to replace. */
  readonly name?: string;
}

/** What has become of a bundle. */
export interface TakenBundle {
  readonly name: string;
  readonly path: string;
  readonly serial: number;
  readonly pin: Pin;
  readonly state: "installed" | "updated" | "same";
  /** The ids of its sources. */
  readonly sources: readonly string[];
}

/**
 * Reads a bundle, finds out whether it is the organisation's, shows what it changes, asks the user, and installs it.
 *
 * @throws {ActasError} `untrusted`; `configuration`; `unreachable`; `cancelled`; `system`
 */
export async function takeBundle({ from, name, question, typed }: Taking): Promise<TakenBundle> {
  const before = await knownBefore();
  const { environment } = before;
  const folder = bundleFolder(environment);
  const fetched = await fetchBundle(from, {
    network: networkOf(environment),
    redirected: (one, other) => say(`actas: note: ${one} leads to ${other}`),
    signature: typed.sha256 === undefined ? "wanted" : "needless",
  });
  const parsed = parseBundle(fetched.text, from);
  const { bundle, sources } = parsed;
  requireName(bundle.name, name, from);
  const { content: installed, path } = installedBundle(folder, bundle.name);
  if (name === undefined && installed) requireSameOrigin(installed.pin, from, bundle.name);
  const proof = await proveBundle({ fetched, bundle, typed, kept: installed?.pin });
  const taken = {
    name: bundle.name,
    path,
    serial: bundle.serial,
    pin: proof.pin,
    sources: sources.map(({ id }) => id),
  };
  if (installed?.pin.sha256 === proof.pin.sha256) return { ...taken, state: "same" };
  if (installed) requireNewer(bundle.serial, installed.bundle.serial, from);
  if (bundle.next_key !== undefined && proof.pin.by !== "key") throw unsignedKey(from);
  refuseTaken(bundle, installedBundles(folder), from);
  show(parsed, installed?.bundle, await bundleConflicts(parsed, before, path));
  if (question === "asked" || !proof.isProven) await ask(from, bundle.name, proof);
  await installBundle(folder, bundle, proof.pin, installed?.pin);
  return { ...taken, state: installed ? "updated" : "installed" };
}

/** @throws {ActasError} `untrusted` for a bundle that is older than the installed one, or has its number */
function requireNewer(serial: number, installed: number, from: string): void {
  if (serial > installed) return;
  const reason =
    serial < installed
      ? `it is older than the installed one: its serial is ${serial}, and that one's ${installed}`
      : `it differs from the installed one, and has the same serial, ${serial}`;
  throw new ActasError("untrusted", `cannot use ${from}: ${reason}`, {
    hints: ["ask your organisation: the serial grows with every change"],
  });
}

function show(
  { bundle, sources }: ParsedBundle,
  installed: ParsedBundle["bundle"] | undefined,
  conflicts: readonly string[],
): void {
  say(`actas: ${installed ? "what changes in" : "this is in"} "${bundle.name}":`);
  for (const line of bundleChanges(installed, bundle)) say(`  ${line}`);
  if (sources.length > 0) say("actas: you sign in at, and tokens go to:");
  for (const line of serversOf(sources)) say(`  ${line}`);
  for (const line of conflicts) say(`actas: note: ${line}`);
}

/**
 * What tells the bundle from another goes to the terminal alone: a program that reads errors could otherwise answer in
 * place of the user.
 */
async function ask(from: string, name: string, { isProven, pin }: Proof): Promise<void> {
  const problem = askingProblem();
  if (problem) throw cannotAsk(from, problem);
  const { key, sha256 } = pin;
  const doubt = key
    ? `actas: it is signed by the key ${fingerprintOf(key)}\nactas: is that the key of your organisation, and shall it be installed?`
    : `actas: it is not signed, and its SHA-256 is\n  ${sha256}\nactas: is that what your organisation says, and shall it be installed?`;
  const question = isProven ? `actas: install ${jsonText(name, "one-line")}?` : doubt;
  try {
    if ((await askYesOrNo(printableLines(question), `install ${from}`)) === "yes") return;
  } catch (error) {
    throw error instanceof CannotAsk ? cannotAsk(from, error.reason) : error;
  }
  throw new ActasError("untrusted", `cannot install ${from}: you said no`);
}

function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

function cannotAsk(from: string, problem: string): ActasError {
  return new ActasError("untrusted", `cannot install ${from}: you have not said that you want it, and ${problem}`, {
    hints: [
      `run \`actas setup org ${shellArgument(from)}\` in a terminal: it shows what is in it, and asks you`,
      "without a terminal, `--sha256` or `--key` says what your organisation has published, and `--yes` that you want it",
    ],
  });
}

function requireName(name: string, expected: string | undefined, from: string): void {
  if (expected === undefined || name === expected) return;
  throw new ActasError("untrusted", `cannot use ${from}: it is called "${name}", and the installed one "${expected}"`);
}

/** A bundle that is known by its key may move: the signature shows whose it is, wherever it lies. */
function requireSameOrigin({ from: kept, key }: Pin, from: string, name: string): void {
  if (key !== undefined || kept === from) return;
  throw new ActasError("untrusted", `cannot install ${from}: a bundle "${name}" from ${kept} is installed`, {
    hints: [`\`actas setup org --remove ${shellArgument(name)}\` removes that one`],
  });
}

function unsignedKey(from: string): ActasError {
  return new ActasError("untrusted", `cannot use ${from}: it has "next_key", and is not known by a signature`);
}
