import { armor, Decrypter, Encrypter } from "age-encryption";

/** What age says in 0.3 when no stanza of the file opens with what it was given. */
const WRONG = /no identity matched/;

/** The text in an age file; null when its passphrase is another one. @throws {Error} it is no such file */
export async function openAge(file: string, passphrase: string): Promise<string | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const bytes = armor.decode(file);
  try {
    return await decrypter.decrypt(bytes, "text");
  } catch (error) {
    if (error instanceof Error && WRONG.test(error.message)) return null;
    throw error;
  }
}

/** An age file as text, which `age --decrypt` opens with the passphrase. */
export async function sealAge(text: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return armor.encode(await encrypter.encrypt(text));
}
