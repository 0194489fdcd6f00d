import type { InstalledBundle } from "../../../bundles/installed-bundles.ts";
import { uninstallBundle } from "../../../bundles/installed-bundles.ts";
import { bundleFolder } from "../../../source-files/source-folders.ts";
import { signedOut, signOutOf } from "../../sign-in/sign-out-of.ts";
import { say } from "../../terminal/say.ts";
import { knownBefore } from "../known-before.ts";

/**
 * Signs out of the sources that only a bundle describes, and removes it with the key or digest that it was known by.
 *
 * @throws {ActasError} `system`
 */
export async function removeBundle({ name, path }: Pick<InstalledBundle, "name" | "path">): Promise<void> {
  const { environment, known } = await knownBefore();
  for (const { id, origin } of known.sources) {
    if (origin !== path) continue;
    const { ended } = await signOutOf(id);
    if (ended !== "not-signed-in") say(`actas: ${signedOut({ source: id, ended })}`);
  }
  await uninstallBundle(bundleFolder(environment), name);
}
