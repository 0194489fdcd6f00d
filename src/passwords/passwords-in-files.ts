import type { Secret } from "../base/secret.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { PASSWORD_KEYS } from "../profiles/section.ts";

/** The password of a sign-in in an AWS file, as aws-runas keeps it. */
export interface PasswordInFile {
  /** The URL at which the password is typed: it is the name of the section. */
  readonly url: string;
  readonly section: string;
  readonly key: (typeof PASSWORD_KEYS)[number];
  /** As it stands there, obscured or not. */
  readonly text: Secret;
}

/** All of them in one file, in its order. */
export function passwordsIn({ sections }: ProfileFiles["config"]): readonly PasswordInFile[] {
  return [...sections].flatMap(([section, { secrets }]) =>
    PASSWORD_KEYS.flatMap((key) => {
      const text = secrets.get(key);
      return text ? [{ url: section.replace(/^profile /, ""), section, key, text }] : [];
    }),
  );
}
