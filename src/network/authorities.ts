import { ActasError } from "../base/errors.ts";
import { reasonOf } from "../base/system-error.ts";
import type { NamedValue, Network } from "./network.ts";

/**
 * The certificate authorities that a request trusts; `undefined` for those of this machine. A bundle replaces them, as
 * in the AWS CLI. Further files are trusted in addition, as in Node and OpenSSL, which ignore a missing file.
 *
 * @throws {ActasError} `configuration` for a bundle that cannot be read
 */
export async function authoritiesOf({ bundle, further = [] }: Network): Promise<readonly string[] | undefined> {
  if (bundle) return [await bundleOf(bundle)];
  const texts = (await Promise.all(further.map(certificatesIn))).filter((text) => text !== undefined);
  if (texts.length === 0) return undefined;
  const { getCACertificates } = await import("node:tls");
  return [...getCACertificates("default"), ...texts];
}

async function bundleOf(bundle: NamedValue): Promise<string> {
  const text = await Bun.file(bundle.value)
    .text()
    .catch((error: unknown) => unusable(bundle, `cannot be read: ${reasonOf(error)}`));
  return withCertificates(text) ?? unusable(bundle, "has no certificates in it");
}

function unusable({ name, value }: NamedValue, reason: string): never {
  throw new ActasError("configuration", `cannot use \`${name}\`: ${value} ${reason}`, {
    hints: [`it names a file in PEM format that this user can read; remove \`${name}\` to do without`],
  });
}

async function certificatesIn({ value }: NamedValue): Promise<string | undefined> {
  const text = await Bun.file(value)
    .text()
    .catch(() => "");
  return withCertificates(text);
}

function withCertificates(text: string): string | undefined {
  return /-----BEGIN (TRUSTED )?CERTIFICATE-----/.test(text) ? text : undefined;
}
