import { findProfile, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { callsActas } from "./calls-actas.ts";

/** The only settings of a profile that does nothing but run its command. */
const BESIDE = new Set(["credential_process", "region", "output"]);

/** A word that the shell leaves unchanged, with or without quotes. */
const WORD = String.raw`(?:[\w@%+=:,./-]+|'[^']*'|"[^"$\`\\]*")`;
const COMMAND = new RegExp(`^\\s*(${WORD})\\s+(?:process|credential-process)\\s+(${WORD})\\s*$`);

/**
 * The target of a profile that does nothing but run `actas process TARGET` as its `credential_process`. Undefined for any
 * other command, for a command with options, and for a profile with other settings. Also undefined for profiles that
 * name each other in a circle: running the command reports which.
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
