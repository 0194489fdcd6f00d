import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActasError } from "../base/errors.ts";
import { findProgram } from "../system/find-program.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { runProgram } from "../system/run-program.ts";
import { keyTextFrom } from "./key-text.ts";

/** What a key has to sign for: a signature for another purpose does not count. */
export const NAMESPACE = "actas-bundle";

/** The name by which the key is looked up in a list of one. */
const SIGNER = "organisation";
const LIMIT_MS = 10_000;
const MOST_REPEATED = 200;
const ARMOUR = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n*$/;
const MAGIC = "SSHSIG";

/**
 * The key that a signature says it was made with: whether that is so, only {@link requireSigned} tells. Undefined where
 * it is no signature, or by a kind of key that may not sign.
 *
 * @see https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.sshsig
 */
export function signerOf(signature: string): string | undefined {
  const [, base64 = ""] = ARMOUR.exec(signature.replaceAll("\r\n", "\n")) ?? [];
  const blob = Buffer.from(base64, "base64");
  const at = MAGIC.length + 4;
  if (blob.toString("latin1", 0, MAGIC.length) !== MAGIC || blob.length < at + 4) return undefined;
  const length = blob.readUInt32BE(at);
  return length <= blob.length - at - 4 ? keyTextFrom(blob.subarray(at + 4, at + 4 + length)) : undefined;
}

/**
 * Has `ssh-keygen` verify that a key has signed a text as a bundle.
 *
 * @param from - the text's origin, for messages
 * @throws {ActasError} `untrusted` when it has not; `system` where there is no `ssh-keygen`
 */
export async function requireSigned(text: string, signature: string, key: string, from: string): Promise<void> {
  const around = ownSurroundings();
  const program = findProgram("ssh-keygen", around);
  if (!program) throw noProgram(from);
  const folder = mkdtempSync(join(tmpdir(), "actas-bundle-"));
  try {
    const [signers, signed] = [join(folder, "signers"), join(folder, "signature")];
    writeFileSync(signers, `${SIGNER} namespaces="${NAMESPACE}" ${key}\n`);
    writeFileSync(signed, signature);
    const { errors, output, status } = await runProgram({
      words: [program, "-Y", "verify", "-f", signers, "-I", SIGNER, "-n", NAMESPACE, "-s", signed],
      surroundings: { directory: "/", environment: { LC_ALL: "C" } },
      input: text,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (status !== 0) throw notSigned(from, `${errors}\n${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notSigned(from: string, said: string): ActasError {
  const [line = ""] = said.split("\n").filter((one) => one.trim() !== "");
  return new ActasError("untrusted", `cannot use ${from}: its signature is not that of this text, as a bundle`, {
    hints: [
      `it is made with \`ssh-keygen -Y sign -n ${NAMESPACE} -f KEY FILE\``,
      ...(line ? [`ssh-keygen said: ${line.slice(0, MOST_REPEATED)}`] : []),
    ],
  });
}

function noProgram(from: string): ActasError {
  return new ActasError("system", `cannot verify the signature of ${from}: \`ssh-keygen\` is not there`, {
    hints: ["install OpenSSH's client programs", "`--sha256` does without the signature"],
  });
}
