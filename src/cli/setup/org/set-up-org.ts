import { existsSync } from "node:fs";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { originOf } from "../../../bundles/fetch-bundle.ts";
import { type InstalledBundle, installedBundles } from "../../../bundles/installed-bundles.ts";
import { fingerprintOf } from "../../../bundles/key-text.ts";
import type { TypedPin } from "../../../bundles/prove-bundle.ts";
import { bundleFolder } from "../../../source-files/source-folders.ts";
import { hintForForeignWord } from "../../command-line/words/hint-for-foreign-word.ts";
import { requestEnvironment } from "../../environment/request-environment.ts";
import { workingDirectory } from "../../environment/working-directory.ts";
import { type Output, printJson } from "../../json/print-json.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { sayEmpty } from "../../terminal/say-empty.ts";
import { removeBundle } from "./remove-bundle.ts";
import { type TakenBundle, takeBundle } from "./take-bundle.ts";

/** What commander makes of the options of `actas setup org`. */
export interface OrgFlags {
  readonly sha256?: string;
  readonly key?: string;
  readonly yes?: true;
  readonly update?: true;
  readonly remove?: true;
  readonly json?: true;
}

type Row = Output<"setup org">["bundles"][number];

/**
 * Installs the bundle of an organisation, updates or removes it, or lists those that are installed.
 *
 * @throws {ActasError}
 */
export async function setUpOrg(named: string | undefined, flags: OrgFlags): Promise<void> {
  const rows = await done(named, flags);
  if (flags.json) return printJson("setup org", { bundles: rows });
  for (const row of rows) printText([inWords(row)]);
  if (rows.length === 0) sayEmpty("no bundle is installed; `actas setup org URL` installs that of your organisation");
}

async function done(named: string | undefined, flags: OrgFlags): Promise<readonly Row[]> {
  const typed = typedPin(flags);
  const installed = installedBundles(bundleFolder(requestEnvironment()));
  if (flags.remove) {
    const { name, path } = oneNamed(named ?? missing("--remove"), installed);
    await removeBundle({ name, path });
    return [{ name, path, state: "removed" }];
  }
  refuseForeignWord(named);
  const question = flags.yes ? "answered" : "asked";
  if (flags.update) {
    if (named === undefined && (typed.key ?? typed.sha256) !== undefined) missing("--update");
    return updated(named === undefined ? installed : [oneNamed(named, installed)], typed, question);
  }
  if (named === undefined) {
    for (const flag of ["sha256", "key", "yes"] as const) if (flags[flag]) missing(`--${flag}`);
    return installed.map(listed);
  }
  if (flags.yes && (typed.key ?? typed.sha256) === undefined) throw unproven();
  return [rowOf(await takeBundle({ from: originInFull(named), typed, question }))];
}

/** A word of other installers, which is no file here. */
function refuseForeignWord(named: string | undefined): void {
  const hint = named === undefined || existsSync(named) ? undefined : hintForForeignWord(named, "actas setup org");
  if (named !== undefined && hint) throw unusable(named, "it is neither an address nor a file", [hint]);
}

/** If one bundle cannot be fetched, the others are updated all the same. */
async function updated(
  bundles: readonly InstalledBundle[],
  typed: TypedPin,
  question: "asked" | "answered",
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const problems: unknown[] = [];
  for (const { content, name, path } of bundles) {
    try {
      if (!content) throw unreadable(name, path);
      rows.push(rowOf(await takeBundle({ from: content.pin.from, name, typed, question })));
    } catch (error) {
      if (!(error instanceof ActasError) || error.code === "cancelled") throw error;
      problems.push(error);
    }
  }
  const [first, ...others] = problems;
  for (const row of first ? rows : []) say(`actas: ${inWords(row)}`);
  for (const other of others) say(`actas: also: ${(other as ActasError).message}`);
  if (first) throw first;
  return rows;
}

function listed({ content, name, path }: InstalledBundle): Row {
  if (!content) return { name, path, state: "unreadable" };
  const { bundle, pin } = content;
  const sources = Object.keys(bundle.sources ?? {});
  return rowOf({ name, path, serial: bundle.serial, pin, sources, state: "listed" });
}

function rowOf({ pin, sources, ...taken }: Omit<TakenBundle, "state"> & Pick<Row, "state">): Row {
  const { by, from, key } = pin;
  return { ...taken, from, by, ...(key && { key: fingerprintOf(key) }), sources: [...sources] };
}

function inWords({ by = "user", from, key, name, path, serial, sources = [], state }: Row): string {
  const what = `"${name}" (serial ${serial})`;
  const [id] = sources;
  const next = id === undefined ? "" : `; sign in with \`actas login ${shellArgument(id)}\``;
  return {
    installed: `installed ${what} as ${path}${next}`,
    updated: `updated ${what}, ${path}`,
    same: `${what} is the newest there is`,
    removed: `removed ${path}`,
    unreadable: `"${name}" cannot be used: \`actas setup org --remove ${shellArgument(name)}\` removes ${path}`,
    listed: `${what} from ${from}, known by ${key ?? KNOWN_BY[by]}`,
  }[state];
}

const KNOWN_BY = { key: "its key", sha256: "its SHA-256", user: "your word" } as const;

function typedPin({ key, sha256 }: OrgFlags): TypedPin {
  if (sha256 !== undefined && !/^[\da-f]{64}$/i.test(sha256)) {
    throw unusable("--sha256", "a SHA-256 has 64 hexadecimal digits", ["`sha256sum FILE` prints it"]);
  }
  if (key !== undefined && !/^SHA256:[A-Za-z0-9+/]{43}$/.test(key)) {
    throw unusable("--key", "the fingerprint of a key begins with SHA256:", ["`ssh-keygen -l -f KEY.pub` prints it"]);
  }
  return { ...(sha256 && { sha256: sha256.toLowerCase() }), ...(key && { key }) };
}

function originInFull(named: string): string {
  return originOf(named, () => workingDirectory(`read ${named}`));
}

function oneNamed(name: string, installed: readonly InstalledBundle[]): InstalledBundle {
  const byName = installed.find((one) => one.name === name);
  const found = byName ?? installed.find((one) => one.content?.pin.from === originInFull(name));
  if (found) return found;
  const names = installed.map((one) => one.name).join(", ");
  throw new ActasError("configuration", `cannot find bundle "${name}"`, {
    hints: [names ? `there is ${names}` : "none is installed"],
  });
}

function missing(flag: string): never {
  throw unusable(flag, "it is not said for which bundle", ["`actas setup org` lists those that are installed"]);
}

function unproven(): ActasError {
  return unusable("--yes", "it would install whatever is there", [
    "`--sha256` or `--key` says what your organisation has published; without `--yes` you are asked",
  ]);
}

function unreadable(name: string, path: string): ActasError {
  return new ActasError("configuration", `cannot update "${name}": ${path} cannot be used`, {
    hints: [`\`actas setup org --remove ${shellArgument(name)}\` removes it`],
  });
}

function unusable(flag: string, reason: string, hints: readonly string[]): ActasError {
  return new ActasError("usage", `cannot use \`${flag}\`: ${reason}`, { hints });
}
