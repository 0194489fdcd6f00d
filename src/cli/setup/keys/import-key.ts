import { longTermKey } from "../../../access-keys/long-term-key.ts";
import { nameKey } from "../../../access-keys/name-key.ts";
import { whileLocked } from "../../../access-keys/while-locked.ts";
import { ActasError } from "../../../base/errors.ts";
import { keptKeyOf, type Profile, profileNames, profileOrNone } from "../../../profiles/profile.ts";
import { callsActas } from "../../../targets/calls-actas.ts";
import { requireProfile } from "../../../targets/require-profile.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import type { Output } from "../../json/print-json.ts";
import { askYesOrNo } from "../../terminal/ask-user.ts";
import { userIsThere } from "../../terminal/asking-problem.ts";
import { processCommand } from "../profiles/process-command.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";
import { requireUser } from "./require-key.ts";

/** Options of `actas keys import`. */
export interface ImportFlags {
  /** Whether the profile gets a `credential_process`; without either the user is asked. */
  readonly process?: true;
  readonly alone?: true;
}

/** What was moved, and who else has the same key in the clear. */
type Imported = Output<"keys import">;

/**
 * Moves the key of a profile from the AWS files to the keyring. It is in the keyring, and was read back, before anything
 * is changed; run again after it was killed, it goes on where it was.
 *
 * @throws {ActasError} `profile-not-found`, `usage`, `configuration`, `system`
 */
export async function importKey(name: string, flags: ImportFlags): Promise<Imported> {
  const before = await knownKeys();
  const profile = requireProfile(name, before.files);
  refuseUnfit(profile, before);
  const command = (await wantsProcess(profile, flags)) ? processCommand(typedProfile(name), "as-found") : undefined;
  return whileLocked(before.state, async () => move(name, command, await knownKeys()));
}

async function move(name: string, command: string | undefined, known: KnownKeys): Promise<Imported> {
  const profile = requireProfile(name, known.files);
  refuseUnfit(profile, known);
  const accessKeyId = await keep(profile, known);
  const paths = await nameKey(name, { accessKeyId, command }, known);
  const others = profileNames(known.files).filter(
    (other) => other !== name && profileOrNone(known.files, other)?.keys?.accessKeyId === accessKeyId,
  );
  const written = command ?? profile.settings.get("credential_process")?.value;
  return { profile: name, accessKeyId, paths, ...(written && { command: written }), alsoInTheClear: others };
}

/** A profile that names a kept key already may want the command alone. */
async function keep({ keys, name, ...profile }: Profile, { kept, keyring }: KnownKeys): Promise<string> {
  const named = keptKeyOf({ name, ...profile });
  if (!keys && named) {
    await kept.keys(named, name);
    return named;
  }
  if (!keys?.accessKeyId || !keys.secretAccessKey) throw new TypeError("half a key was not refused");
  const key = longTermKey(keys.accessKeyId, keys.secretAccessKey);
  await kept.keep(key, keyring);
  return key.accessKeyId;
}

function refuseUnfit(profile: Profile, known: KnownKeys): void {
  const { keys, name, settings } = profile;
  const cannot = (reason: string, hints: readonly string[] = []): ActasError =>
    new ActasError("usage", `cannot import the key of profile "${name}": ${reason}`, { hints });
  if (!keys && !keptKeyOf(profile)) {
    requireUser(profile, { verb: "import", command: "import" }, known);
    throw cannot("it has none", [`\`actas keys add ${inShell(typedProfile(name))}\` asks for one`]);
  }
  if (keys?.sessionToken) throw cannot("it is a temporary one, which ends by itself");
  if (keys && !(keys.accessKeyId && keys.secretAccessKey)) throw cannot(`half of it is missing in ${keys.file}`);
  const command = settings.get("credential_process")?.value;
  if (command && !callsActas(command)) {
    throw cannot("without its keys it would run its `credential_process`", [
      "remove that first, if the keys are to count",
    ]);
  }
  requireUser(profile, { verb: "import", command: "import" }, known);
}

/** SDKs do not run the command of a profile that has a role. */
async function wantsProcess(profile: Profile, { alone, process }: ImportFlags): Promise<boolean> {
  const { name, settings } = profile;
  if (settings.has("credential_process")) return false;
  if (settings.has("role_arn")) {
    if (!process) return false;
    throw new ActasError("usage", `cannot use \`--process\`: profile "${name}" has a role, so no SDK would run it`, {
      hints: [`\`actas setup process ${inShell(typedProfile(name))}\` makes SDKs get the role through actas`],
    });
  }
  if (process || alone || !userIsThere()) return process ?? false;
  const question = [
    `actas: other tools will find no key in profile "${name}" any more`,
    "actas: let them get credentials through actas? It adds a `credential_process`",
  ];
  return (await askYesOrNo(question.join("\n"), "import a key")) === "yes";
}
