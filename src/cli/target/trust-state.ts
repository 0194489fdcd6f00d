import { readProjectFile } from "../../project-files/find-project-file.ts";
import { digestOf, type TrustRecord } from "../../project-files/trust-record.ts";

/** Whether what is on record of a file is still true. */
export async function trustState({ path, digest }: TrustRecord): Promise<"trusted" | "changed" | "doubtful" | "gone"> {
  const file = await readProjectFile(path).catch(() => undefined);
  if (!file) return "gone";
  if (digestOf(file) !== digest) return "changed";
  return file.doubt ? "doubtful" : "trusted";
}
