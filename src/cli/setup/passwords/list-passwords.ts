import { passwordsIn } from "../../../passwords/passwords-in-files.ts";
import type { Output } from "../../json/print-json.ts";
import { knownPasswords } from "./known-passwords.ts";

type Listed = Output<"password list">;

/** All that a keyring has or an AWS file has. No keyring is unlocked for it. */
export async function listPasswords(): Promise<Listed> {
  const { files, kept } = await knownPasswords();
  const keyrings = new Map((await kept.all()).map(({ keyring, name }) => [name, keyring]));
  const inFiles = [files.config, files.credentials].flatMap((file) =>
    passwordsIn(file).map(({ url }) => ({ url, path: file.path })),
  );
  const urls = [...new Set([...keyrings.keys(), ...inFiles.map(({ url }) => url)])].sort();
  const passwords = urls.map((url) => {
    const keyring = keyrings.get(url);
    const paths = inFiles.filter((one) => one.url === url).map(({ path }) => path);
    return { url, ...(keyring && { keyring }), files: [...new Set(paths)] };
  });
  return { passwords };
}

/** Where one password is. */
export function placesInWords({ files, keyring }: Listed["passwords"][number]): string {
  return [...(keyring ? [keyring] : []), ...files].join(", ");
}
