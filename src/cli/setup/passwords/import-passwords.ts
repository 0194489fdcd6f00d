import { whileLocked } from "../../../access-keys/while-locked.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { type PasswordInFile, passwordsIn } from "../../../passwords/passwords-in-files.ts";
import { runasPassword } from "../../../passwords/runas-password.ts";
import { changeAwsFiles } from "../../../profiles/change-aws-files.ts";
import { parseFile } from "../../../profiles/parse-file.ts";
import { type KnownPasswords, knownPasswords } from "./known-passwords.ts";

interface Imported {
  readonly urls: readonly string[];
  /** The files that were changed. */
  readonly paths: readonly string[];
}

/**
 * Moves the passwords of aws-runas from the AWS files to the keyring, all of them or that of one URL. They are in the
 * keyring, and were read back, before a file is changed; run again after it was killed, it goes on where it was.
 *
 * @throws {ActasError} `usage` when there is none; `configuration`, `system`
 */
export async function importPasswords(url?: string): Promise<Imported> {
  const known = await knownPasswords();
  return whileLocked(known.state, () => move(url, known));
}

async function move(url: string | undefined, { environment, kept, keyring }: KnownPasswords): Promise<Imported> {
  const found: PasswordInFile[] = [];
  // Nothing is written if a file is another by then than the one that the passwords were found in.
  const changes = changeAwsFiles(environment, (file) => {
    for (const one of passwordsIn({ path: "", sections: parseFile(file.text, "the AWS files") })) {
      if (url !== undefined && one.url !== url) continue;
      const before = file.text;
      file.remove(one.section, one.key);
      // What `[DEFAULT]` gives to every section belongs to no URL.
      if (file.text === before) continue;
      found.push(one);
      file.removeIfEmpty(one.section);
    }
  });
  if (found.length === 0) throw noPassword(url);
  changes.requireWritable();
  for (const one of found) {
    const password = await runasPassword(one.text, one.url);
    if ((await kept.keep(one.url, password, keyring)) === "other") throw otherPassword(one.url);
  }
  return { urls: [...new Set(found.map((one) => one.url))], paths: await changes.write() };
}

function noPassword(url: string | undefined): ActasError {
  const which = url === undefined ? "passwords" : `the password of ${url}`;
  const reason = "the AWS files have no `saml_password` or `web_identity_password`";
  return new ActasError("usage", `cannot import ${which}: ${reason}${url === undefined ? "" : " for it"}`, {
    hints: ["`actas password list` shows what there is"],
  });
}

function otherPassword(url: string): ActasError {
  return new ActasError("configuration", `cannot import the password of ${url}: the keyring has another one for it`, {
    hints: [
      `\`actas password list\` shows where each is, and \`actas password show ${shellArgument(url)}\` prints that one`,
      `\`actas password remove ${shellArgument(url)}\` makes room for that of the file`,
    ],
  });
}
