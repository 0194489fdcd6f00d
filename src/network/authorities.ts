import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";
import { readRegularFile } from "../files/read-regular-file.ts";
import type { NamedValue, Network } from "./network.ts";

/**
 * The certificate authorities that a request trusts; `undefined` for those of this machine. A bundle replaces them, as
 * in the AWS CLI. Further files are trusted in addition, as in Node and OpenSSL, which ignore a missing file.
 *
 * @throws {ActasError} `configuration` for a bundle that cannot be read
 */
export async function authoritiesOf({ bundle, further = [] }: Network): Promise<readonly string[] | undefined> {
  if (bundle) return [bundleOf(bundle)];
  const texts = further.map(certificatesIn).filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  const { getCACertificates } = await import("node:tls");
  return [...getCACertificates("default"), ...texts];
}

function bundleOf(bundle: NamedValue): string {
  const text = textOf(bundle, (error) => unusable(bundle, `cannot be read: ${reasonOf(error)}`));
  return withCertificates(text) ?? unusable(bundle, "has no certificates in it");
}

function unusable({ name, value }: NamedValue, reason: string): never {
  throw new ActasError("configuration", `cannot use \`${name}\`: ${value} ${reason}`, {
    hints: [`it names a file in PEM format that this user can read; remove \`${name}\` to do without`],
  });
}

function certificatesIn(file: NamedValue): string | undefined {
  return withCertificates(textOf(file, () => ""));
}

function textOf({ value }: NamedValue, otherwise: (error: unknown) => string): string {
  try {
    return readRegularFile(value);
  } catch (error) {
    return otherwise(error);
  }
}

function withCertificates(text: string): string | undefined {
  return /-----BEGIN (TRUSTED )?CERTIFICATE-----/.test(text) ? text : undefined;
}
