import { profilesOf, unnameKey } from "../../../access-keys/name-key.ts";
import { whileLocked } from "../../../access-keys/while-locked.ts";
import { ActasError } from "../../../base/errors.ts";
import { findProfile } from "../../../profiles/profile.ts";
import type { Output } from "../../json/print-json.ts";
import { askYesOrNo } from "../../terminal/ask-user.ts";
import { askingProblem } from "../../terminal/asking-problem.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";
import { requireKey } from "./require-key.ts";

const PURPOSE = "remove a key";

/**
 * Takes a key out of the keyring and out of the profile that names it. The keyring is last: a process that is killed
 * before leaves a key that no profile names, and `keys list` shows it.
 *
 * @param named - a profile; or the id of a key that no profile names
 * @throws {ActasError} `usage`, `configuration`, `cancelled`, `system`
 */
export async function removeKey(named: string, { yes }: { readonly yes?: true }): Promise<Output<"keys remove">> {
  const before = await knownKeys();
  const accessKeyId = await keyOf(named, before);
  if (!yes) await confirm(accessKeyId);
  return whileLocked(before.state, async () => {
    const known = await knownKeys();
    const profiles = profilesOf(accessKeyId, known.files);
    const isProfile = findProfile(known.files, named) !== undefined;
    const paths = isProfile ? await unnameKey(named, known) : [];
    const others = profiles.filter((name) => name !== named);
    const removed = others.length === 0 && (await known.kept.remove(accessKeyId));
    return { accessKeyId, paths, removed, stillNamedBy: others };
  });
}

async function keyOf(named: string, known: KnownKeys): Promise<string> {
  const isKey = (await known.kept.ids()).some(({ accessKeyId }) => accessKeyId === named);
  const [profile] = isKey ? profilesOf(named, known.files) : [];
  if (isKey && !findProfile(known.files, named)) {
    if (profile === undefined) return named;
    const reason = `profile "${profile}" names it`;
    throw new ActasError("usage", `cannot remove ${named}: ${reason}`, { hints: ["give the name of the profile"] });
  }
  return requireKey(named, "remove", known).accessKeyId;
}

async function confirm(accessKeyId: string): Promise<void> {
  const problem = askingProblem();
  if (problem) {
    const hints = ["`--yes` removes it without a question", `you are not asked: ${problem}`];
    throw new ActasError("usage", `cannot remove ${accessKeyId} unasked: nothing could bring its secret back`, {
      hints,
    });
  }
  const question = `actas: remove ${accessKeyId} from the keyring? Nothing can bring its secret back`;
  if ((await askYesOrNo(question, PURPOSE)) === "no") {
    throw new ActasError("cancelled", `cannot ${PURPOSE}: you said no`);
  }
}
