import { findProfile, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { callsActas } from "./calls-actas.ts";

/** Settings beside which a profile is nothing but its command. */
const BESIDE = new Set(["credential_process", "region", "output"]);

/** A word that the shell leaves as it is, or that stands in quotes in which it changes nothing. */
const WORD = String.raw`(?:[\w@%+=:,./-]+|'[^']*'|"[^"$\`\\]*")`;
const COMMAND = new RegExp(`^\\s*(${WORD})\\s+(?:process|credential-process)\\s+(${WORD})\\s*$`);

/**
 * What a profile stands for whose `credential_process` is `actas process TARGET` and nothing more: other commands, options
 * among the words, and profiles that are more than their command are undefined. So is a circle: running the command says
 * which it is.
 */
export function targetOfCommand(name: string, files: ProfileFiles): string | undefined {
  const seen = new Set<string>();
  let target: string | undefined;
  for (let next: string | undefined = name; next !== undefined; target = next ?? target) {
    if (seen.has(next)) return undefined;
    seen.add(next);
    const profile = findProfile(files, next);
    next = profile && namedBy(profile);
  }
  return target;
}

function namedBy({ keys, settings }: Profile): string | undefined {
  if (keys || [...settings.keys()].some((key) => !BESIDE.has(key))) return undefined;
  const [, program, target] = COMMAND.exec(settings.get("credential_process")?.value ?? "") ?? [];
  const word = target && unquoted(target);
  return program && callsActas(program) && word && word !== "auto" && !word.startsWith("-") ? word : undefined;
}

function unquoted(word: string): string {
  return /^['"]/.test(word) ? word.slice(1, -1) : word;
}
