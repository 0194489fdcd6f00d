import { profilesOf } from "../../../access-keys/name-key.ts";
import { keptKeyOf, profileNames, profileOrNone } from "../../../profiles/profile.ts";
import type { Output } from "../../json/print-json.ts";
import { knownKeys } from "./known-keys.ts";

type Listed = Output<"keys list">;

/** All keys that a keyring has or a profile names or has in the clear. No keyring is unlocked for it. */
export async function listKeys(): Promise<Listed> {
  const { files, kept } = await knownKeys();
  const keyrings = new Map((await kept.ids()).map(({ accessKeyId, keyring }) => [accessKeyId, keyring]));
  const profiles = profileNames(files).flatMap((name) => profileOrNone(files, name) ?? []);
  const named = profiles.flatMap((profile) => keptKeyOf(profile) ?? []);
  const plain = profiles.flatMap(({ keys, name }) =>
    keys?.accessKeyId && !keys.sessionToken ? [{ accessKeyId: keys.accessKeyId, name, file: keys.file }] : [],
  );
  const ids = new Set([...keyrings.keys(), ...named, ...plain.map(({ accessKeyId }) => accessKeyId)]);
  const keys = [...ids].sort().map((accessKeyId) => {
    const keyring = keyrings.get(accessKeyId);
    const inTheClear = plain.filter((one) => one.accessKeyId === accessKeyId);
    return {
      accessKeyId,
      ...(keyring && { keyring }),
      profiles: [...new Set([...profilesOf(accessKeyId, files), ...inTheClear.map(({ name }) => name)])],
      files: [...new Set(inTheClear.map(({ file }) => file))],
    };
  });
  return { keys };
}

/** What a list says about one key. */
export function placeInWords({ files, keyring, profiles }: Listed["keys"][number]): string {
  const clear = files.length > 0 ? `in the clear in ${files.join(", ")}` : undefined;
  const kept = keyring ? (profiles.length > 0 ? keyring : `${keyring}, no profile names it`) : undefined;
  return [kept, clear].filter((part) => part !== undefined).join("; also ") || "missing: no keyring has it";
}
