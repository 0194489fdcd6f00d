import { idFromLine, keyFromText, secretFromLine } from "../../../access-keys/key-from-text.ts";
import {
  longTermKey,
  problemWithId,
  problemWithLength,
  problemWithSecret,
} from "../../../access-keys/long-term-key.ts";
import { nameKey, requireNamable } from "../../../access-keys/name-key.ts";
import { whileLocked } from "../../../access-keys/while-locked.ts";
import type { Credentials } from "../../../base/credentials.ts";
import { ActasError } from "../../../base/errors.ts";
import { findProfile, keptKeyOf } from "../../../profiles/profile.ts";
import { isTerminal } from "../../../system/terminal/is-terminal.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import type { Output } from "../../json/print-json.ts";
import { askHidden, askUser } from "../../terminal/ask-user.ts";
import { say } from "../../terminal/say.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";
import { requireUser } from "./require-key.ts";

const PURPOSE = "add a key";

/**
 * Keeps a new key for a profile. It is asked for, or read from standard input where that is no terminal; before that
 * it is known that the profile can have it and the keyring takes it.
 *
 * @throws {ActasError} `usage` when the profile has a key already, or is not that of an IAM user
 */
export async function addKey(name: string): Promise<Output<"keys add">> {
  const before = await knownKeys();
  refuseOther(name, before);
  requireNamable(name, before);
  await before.kept.prepare(before.keyring);
  const key = isTerminal(0) ? await askedKey(name, before) : keyFromText(await Bun.stdin.text());
  return whileLocked(before.state, async () => {
    const known = await knownKeys();
    refuseOther(name, known);
    await known.kept.keep(key, known.keyring);
    const { accessKeyId } = key;
    return { profile: name, accessKeyId, paths: await nameKey(name, { accessKeyId }, known) };
  });
}

async function askedKey(name: string, { files }: KnownKeys): Promise<Credentials> {
  if (!findProfile(files, name)) say(`actas: there is no profile "${name}" yet: ${files.config.path} gets it`);
  const id = await askUntilUsable(
    async (why) => idFromLine(await askUser(`${why}actas: access key id: `, PURPOSE)),
    problemWithId,
  );
  const secret = await askUntilUsable(
    async (why) => secretFromLine(await askHidden(`${why}actas: secret access key (not shown): `, PURPOSE)),
    (typed) => problemWithSecret(typed, id) ?? problemWithLength(typed),
  );
  return longTermKey(id, secret);
}

async function askUntilUsable<T>(
  question: (why: string) => Promise<T>,
  problemWith: (answer: T) => string | undefined,
): Promise<T> {
  for (let why = ""; ; ) {
    const answer = await question(why);
    const problem = problemWith(answer);
    if (problem === undefined) return answer;
    why = `actas: ${problem}\n`;
  }
}

function refuseOther(name: string, known: KnownKeys): void {
  const profile = findProfile(known.files, name);
  if (!profile) {
    refuseId(name);
    return;
  }
  const cannot = (reason: string, hint: string): ActasError =>
    new ActasError("usage", `cannot add a key to profile "${name}": ${reason}`, { hints: [hint] });
  requireUser(profile, { verb: "add", command: "add" }, known);
  if (profile.keys)
    throw cannot(`it has one in ${profile.keys.file}`, `\`actas keys import ${inShell(typedProfile(name))}\` moves it`);
  const kept = keptKeyOf(profile);
  if (kept)
    throw cannot(
      `it names ${kept} already`,
      `\`actas keys rotate ${inShell(typedProfile(name))}\` replaces it by a new one`,
    );
}

/** The id of a key is easily typed where the name of a profile belongs. */
function refuseId(name: string): void {
  if (!/^A[KS]IA[A-Z\d]{16}$/.test(name)) return;
  throw new ActasError("usage", `cannot use "${name}" as a profile: it is the id of a key`, {
    hints: ["name the profile that is to have the key; its id is asked for, or read from standard input"],
  });
}
