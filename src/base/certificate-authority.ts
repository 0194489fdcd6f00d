/**
 * What fetch needs to trust a company's own certificate authority: the file that `AWS_CA_BUNDLE` names. Proxies
 * (HTTPS_PROXY, NO_PROXY) Bun honours by itself.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html (`ca_bundle`)
 */
export function certificateAuthority(
  bundle: string | undefined = process.env.AWS_CA_BUNDLE,
): { tls: { ca: Bun.BunFile } } | Record<string, never> {
  return bundle ? { tls: { ca: Bun.file(bundle) } } : {};
}
