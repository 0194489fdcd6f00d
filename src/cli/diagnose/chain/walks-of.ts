import { ActasError } from "../../../base/errors.ts";
import { readProfileFiles } from "../../../profiles/read-profile-files.ts";
import { asPrograms, type Scene } from "../scene.ts";
import { SDK_CHAINS, type SdkChain } from "./sdk-chains.ts";
import { type Walk, walkChain } from "./walk-chain.ts";

/** What each SDK takes in this shell; nothing is known where the AWS files cannot be read, which another check says. */
export async function walksOf(
  scene: Pick<Scene, "environment" | "variables">,
): Promise<readonly { readonly chain: SdkChain; readonly walk: Walk }[]> {
  try {
    const files = await readProfileFiles(asPrograms(scene));
    return SDK_CHAINS.map((chain) => ({ chain, walk: walkChain(chain, scene.variables, files) }));
  } catch (error) {
    if (error instanceof ActasError) return [];
    throw error;
  }
}
