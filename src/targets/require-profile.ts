import { ActasError } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import { findProfile, type Profile, profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";

const NAMES_SHOWN = 10;
/** Hints for users without any setup. */
export const FIRST_STEPS = [
  "`actas setup` adds a place to sign in to; `aws configure` keeps the keys of an IAM user",
  "`actas sandbox` is for trying things out, without an AWS account",
];

/**
 * The profile of that name.
 *
 * @param named - the profile that names it as its source, for the message
 * @throws {ActasError} `profile-not-found`, with the nearest name
 */
export function requireProfile(name: string, files: ProfileFiles, named?: Profile): Profile {
  const profile = findProfile(files, name);
  if (profile) return profile;
  const what = named ? `, which profile "${named.name}" names as its source,` : "";
  throw new ActasError("profile-not-found", `cannot find profile "${name}"${what} in ${files.config.path}`, {
    hints: hints(name, profileNames(files)),
  });
}

function hints(name: string, names: readonly string[]): readonly string[] {
  const nearest = nearestName(name, names);
  if (nearest) return [`did you mean "${nearest}"?`];
  if (names.length === 0) return FIRST_STEPS;
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return [
    ...dashHint(name),
    `use one of the profiles there are: ${names.slice(0, NAMES_SHOWN).join(", ")}${more}`,
    "`actas list targets` shows all that can be acted as",
  ];
}

/** Word processors and web pages turn `--` into a longer dash. */
function dashHint(name: string): readonly string[] {
  const [, rest] = /^-*[\u2010-\u2015\u2212][-\u2010-\u2015\u2212]*(\w*)/.exec(name) ?? [];
  return rest === undefined ? [] : [`"${name}" begins with a dash that is no hyphen: type \`--${rest}\``];
}
