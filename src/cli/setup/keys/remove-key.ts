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
  if (!yes) await confirm(accessKeyId, named, others(accessKeyId, named, before));
  return whileLocked(before.state, async () => {
    const known = await knownKeys();
    const isProfile = findProfile(known.files, named) !== undefined;
    const paths = isProfile ? await unnameKey(named, known) : [];
    const stillNamedBy = others(accessKeyId, named, known);
    const removed = stillNamedBy.length === 0 && (await known.kept.remove(accessKeyId));
    return { accessKeyId, paths, removed, stillNamedBy };
  });
}

function others(accessKeyId: string, named: string, { files }: KnownKeys): string[] {
  return profilesOf(accessKeyId, files).filter((name) => name !== named);
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

async function confirm(accessKeyId: string, named: string, stillNamedBy: readonly string[]): Promise<void> {
  const profiles = stillNamedBy.map((name) => `"${name}"`).join(", ");
  const what =
    stillNamedBy.length > 0
      ? { remove: `remove ${accessKeyId} from profile "${named}"`, why: `it stays in the keyring for ${profiles}` }
      : { remove: `remove ${accessKeyId} from the keyring`, why: "nothing could bring its secret back" };
  const problem = askingProblem();
  if (problem) {
    throw new ActasError("usage", `cannot ${what.remove} unasked: ${what.why}`, {
      hints: ["`--yes` removes it without a question", `you are not asked: ${problem}`],
    });
  }
  if ((await askYesOrNo(`actas: ${what.remove}? ${upperFirst(what.why)}`, PURPOSE)) === "no") {
    throw new ActasError("cancelled", `cannot ${PURPOSE}: you said no`);
  }
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
