import { parseFile } from "../src/profiles/parse-file.ts";
import type { ProfileFiles } from "../src/profiles/profile-reader.ts";

/** The two AWS files as if they had been read from `/home/ana/.aws`. */
export async function profileFiles({ config = "", credentials = "" }): Promise<ProfileFiles> {
  const file = async (path: string, text: string): Promise<ProfileFiles["config"]> => ({
    path,
    sections: await parseFile(text, path),
  });
  return {
    config: await file("/home/ana/.aws/config", config),
    credentials: await file("/home/ana/.aws/credentials", credentials),
  };
}
