import { counted } from "../../../base/counted.ts";
import { ActasError } from "../../../base/errors.ts";
import type { RoleEntry } from "../../../base/role-entry.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { printLines } from "../../../system/print.ts";
import { printJson } from "../../json/print-json.ts";
import { findRoles } from "../../list/list-roles.ts";
import { sayWhatIsMissing } from "../../list/list-targets.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { knownBefore } from "../known-before.ts";
import { isLikeRegion } from "../likely-regions.ts";
import { type GeneratedBlock, generateProfiles, type Wishes } from "./generate-profiles.ts";
import { checkTemplate } from "./generated-names.ts";

/** What commander makes of the options of `actas setup profiles`. */
export interface ProfilesFlags extends Wishes {
  readonly diff?: true;
  readonly refresh?: true;
  readonly json?: true;
}

/**
 * `actas setup profiles [SOURCE]`: a profile in `~/.aws/config` for each role of a source.
 *
 * @throws {ActasError} `sign-in-required` when the user is signed in to no source; why a source cannot list its roles
 */
export async function writeProfiles(source: string | undefined, flags: ProfilesFlags): Promise<void> {
  const { diff, json, refresh, region, template } = flags;
  if (template !== undefined) checkTemplate(template);
  if (region !== undefined && !isLikeRegion(region)) {
    throw new ActasError("usage", "cannot use `--region`: it is not the name of a region, such as eu-west-1");
  }
  const before = await knownBefore();
  const roles = await rolesOf(source, refresh ? "refresh" : "cached");
  const { blocks, path, write } = generateProfiles(roles, flags, before);
  const outcome = diff ? "same" : await write();
  if (json) return printJson("setup profiles", { path, written: outcome === "changed", sources: [...blocks] });
  for (const block of blocks) {
    if (diff) printLines(changesOf(block));
    sayWhatIsOdd(block);
    if (!diff) printText([summary(block, path, outcome)]);
  }
}

/** The roles of all sources whose roles are completely known: a missing role is not gone. */
async function rolesOf(
  source: string | undefined,
  freshness: "cached" | "refresh",
): Promise<ReadonlyMap<string, readonly RoleEntry[]>> {
  const wanted = { filter: {}, freshness, agent: "used", ...(source !== undefined && { source }) } as const;
  const { found, sources } = await findRoles(wanted);
  const complete = sources.filter(({ failure, signedIn }) => signedIn && !failure);
  if (complete.length > 0) sayWhatIsMissing(sources);
  if (complete.length > 0) return new Map(complete.map(({ id }) => [id, found.get(id) ?? []]));
  // Roles that profiles name need no sign-in to be found.
  const signedOut = sources.find(({ id, signedIn }) => !signedIn && !found.get(id)?.length);
  const failures = sources.flatMap(({ failure }) => failure ?? []);
  throw new ActasError("sign-in-required", "cannot write profiles: there is no source whose roles are known", {
    hints: [
      ...failures,
      ...(signedOut ? [`sign in first: \`actas login ${shellArgument(signedOut.id)}\``] : []),
      ...(sources.length === 0 ? ["`actas setup` adds one"] : []),
    ],
  });
}

function changesOf({ added, removed }: GeneratedBlock): readonly string[] {
  const line = (sign: string, { command, name }: { readonly command: string; readonly name: string }) =>
    `${sign} [profile ${name}] credential_process = ${command}`;
  return [...removed.map((one) => line("-", one)), ...added.map((one) => line("+", one))];
}

function sayWhatIsOdd({ gone, leftOut, source }: GeneratedBlock): void {
  for (const { reason, role } of leftOut) say(`actas: note: no profile for ${source}:${role}: ${reason}`);
  if (gone.length === 0) return;
  const names = gone.map(({ name }) => name).join(", ");
  say(`actas: note: "${source}" has no such roles any more: ${names}; \`--prune\` removes their profiles`);
}

function summary({ added, profiles, removed, source }: GeneratedBlock, path: string, outcome: string): string {
  const changes = [`${added.length} new`, `${removed.length} removed`].join(", ");
  const count = `${counted(profiles.length, "profile")} of "${source}"`;
  return outcome === "same" ? `${count} in ${path} as before` : `wrote ${count} to ${path}: ${changes}`;
}
