import { ActasError } from "../../../base/errors.ts";
import type { RoleEntry } from "../../../base/role-entry.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { changeAwsFiles } from "../../../profiles/change-aws-files.ts";
import { EditedFile } from "../../../profiles/edited-file.ts";
import { profilePaths } from "../../../profiles/file-paths.ts";
import { parseFile } from "../../../profiles/parse-file.ts";
import { profileNames } from "../../../profiles/profile.ts";
import { typedRole } from "../../../targets/typed-target.ts";
import type { KnownBefore } from "../known-before.ts";
import { generatedNames, USUAL_TEMPLATE } from "./generated-names.ts";
import { processCommand } from "./process-command.ts";
import { type BlockSettings, blockOf, type GeneratedProfile, type ProfileBlock, writeBlock } from "./profile-block.ts";

/** What the user wants of the generated profiles. Absent settings stay as they are. */
export interface Wishes {
  readonly template?: string;
  readonly region?: string;
  /** Whether profiles go whose roles are gone. */
  readonly prune?: true;
  /** Whether changes go that were made by hand. */
  readonly overwrite?: true;
}

/** The generated profiles of a source, before and after. */
export interface GeneratedBlock {
  readonly source: string;
  readonly profiles: readonly GeneratedProfile[];
  readonly added: readonly GeneratedProfile[];
  readonly removed: readonly GeneratedProfile[];
  /** Still there, although the source has no such role any more. */
  readonly gone: readonly GeneratedProfile[];
  readonly leftOut: readonly { readonly role: string; readonly reason: string }[];
}

interface Generated {
  readonly blocks: readonly GeneratedBlock[];
  /** The file that is written to. */
  readonly path: string;
  readonly write: () => Promise<"changed" | "same">;
}

/**
 * Prepares a profile for each role of some sources, in the config file. Nothing outside the blocks that are ours changes.
 *
 * @throws {ActasError} `configuration` for a block that was changed by hand or is damaged; `usage`
 */
export function generateProfiles(
  found: ReadonlyMap<string, readonly RoleEntry[]>,
  wishes: Wishes,
  { environment, files }: KnownBefore,
): Generated {
  const path = profilePaths(environment).config;
  const blocks: GeneratedBlock[] = [];
  const { write } = changeAwsFiles(environment, (file, which) => {
    if (which !== "config") return;
    for (const [source, roles] of found) {
      const block = blockOf(file, source, path);
      if (block?.isTouched && !wishes.overwrite) throw touched(source, path);
      const others = namesBeside(file, block, path);
      for (const name of profileNames({ ...files, config: { path, sections: new Map() } })) others.add(name);
      const settings = settingsFor(source, wishes, block);
      const after = merged(settings, roles, block?.profiles ?? [], others, wishes);
      writeBlock(file, settings, after.profiles, block);
      blocks.push(after);
    }
  });
  return { blocks, path, write: async () => ((await write()).length > 0 ? "changed" : "same") };
}

function settingsFor(source: string, { region, template }: Wishes, block: ProfileBlock | undefined): BlockSettings {
  const chosen = region ?? block?.settings.region;
  return {
    source,
    template: template ?? block?.settings.template ?? USUAL_TEMPLATE,
    ...(chosen && { region: chosen }),
  };
}

function merged(
  { source, template }: BlockSettings,
  roles: readonly RoleEntry[],
  before: readonly GeneratedProfile[],
  others: ReadonlySet<string>,
  { prune }: Wishes,
): GeneratedBlock {
  const wanted: GeneratedProfile[] = [];
  const leftOut: { role: string; reason: string }[] = [];
  const meanings = { profiles: others };
  for (const { name, problem = "", role } of generatedNames(source, roles, template, others)) {
    const command = commandOf(source, role, meanings);
    if (name === undefined) leftOut.push({ role: role.name, reason: problem });
    else if (command === undefined) leftOut.push({ role: role.name, reason: "its name cannot be in a command line" });
    else wanted.push({ name, command });
  }
  const [names, commands] = [new Set(wanted.map(({ name }) => name)), new Set(wanted.map(({ command }) => command))];
  const stale = before.filter(({ command, name }) => !commands.has(command) && !names.has(name));
  const gone = prune ? [] : stale;
  const profiles = [...wanted, ...gone];
  return {
    source,
    profiles,
    added: without(profiles, before),
    removed: without(before, profiles),
    gone,
    leftOut,
  };
}

function commandOf(source: string, role: RoleEntry, meanings: Parameters<typeof typedRole>[2]): string | undefined {
  try {
    return processCommand(typedRole(source, role.name, meanings), "as-found");
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}

function without(all: readonly GeneratedProfile[], others: readonly GeneratedProfile[]): readonly GeneratedProfile[] {
  const known = new Map(others.map(({ command, name }) => [name, command]));
  return all.filter(({ command, name }) => known.get(name) !== command);
}

/** The names of all profiles of the config file but those of the block. */
function namesBeside({ text }: EditedFile, block: ProfileBlock | undefined, path: string): Set<string> {
  const rest = new EditedFile(text, path);
  if (block) rest.replaceLines(block.from, block.to, []);
  const config = { path, sections: parseFile(rest.text, path) };
  return new Set(profileNames({ config, credentials: { path, sections: new Map() } }));
}

function touched(source: string, path: string): ActasError {
  const reason = `its generated profiles in ${path} have been changed by hand`;
  return new ActasError("configuration", `cannot write the profiles of "${source}": ${reason}`, {
    hints: [
      "move what you have added to the end of the file, where it stays",
      `\`actas setup profiles --overwrite ${shellArgument(source)}\` writes them anew all the same`,
    ],
  });
}
