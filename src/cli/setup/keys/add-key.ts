import { keyFromText, longTermKey } from "../../../access-keys/key-from-text.ts";
import { nameKey } from "../../../access-keys/name-key.ts";
import { whileLocked } from "../../../access-keys/while-locked.ts";
import type { Credentials } from "../../../base/credentials.ts";
import { ActasError } from "../../../base/errors.ts";
import { findProfile, keptKeyOf } from "../../../profiles/profile.ts";
import { isTerminal } from "../../../system/terminal/is-terminal.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import type { Output } from "../../json/print-json.ts";
import { askHidden, askUser } from "../../terminal/ask-user.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";

const PURPOSE = "add a key";

/**
 * Keeps a new key for a profile. It is asked for, or read from standard input where that is no terminal.
 *
 * @throws {ActasError} `usage` when the profile has a key already
 */
export async function addKey(name: string): Promise<Output<"keys add">> {
  const before = await knownKeys();
  refuseOther(name, before);
  const key = isTerminal(0) ? await askedKey() : keyFromText(await Bun.stdin.text());
  return whileLocked(before.state, async () => {
    const known = await knownKeys();
    refuseOther(name, known);
    await known.kept.keep(key, known.keyring);
    const { accessKeyId } = key;
    return { profile: name, accessKeyId, paths: await nameKey(name, { accessKeyId }, known) };
  });
}

async function askedKey(): Promise<Credentials> {
  const id = await askUser("actas: access key id: ", PURPOSE);
  return longTermKey(id, await askHidden("actas: secret access key (not shown): ", PURPOSE));
}

function refuseOther(name: string, { files }: KnownKeys): void {
  const profile = findProfile(files, name);
  const cannot = (reason: string, hint: string): ActasError =>
    new ActasError("usage", `cannot add a key to profile "${name}": ${reason}`, { hints: [hint] });
  if (profile?.keys)
    throw cannot(`it has one in ${profile.keys.file}`, `\`actas keys import ${inShell(typedProfile(name))}\` moves it`);
  const kept = profile && keptKeyOf(profile);
  if (kept)
    throw cannot(
      `it names ${kept} already`,
      `\`actas keys rotate ${inShell(typedProfile(name))}\` replaces it by a new one`,
    );
  const other = ["credential_process", "sso_account_id", "sso_session", "sso_start_url"];
  const way = other.find((key) => profile?.settings.has(key));
  if (way) throw cannot(`its credentials come by \`${way}\``, "give the key a profile of its own");
}
