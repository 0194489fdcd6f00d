import type { RequestEnvironment } from "../base/credential-request.ts";

/** A value, and the name of the setting it comes from. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/**
 * How a request leaves this machine. It follows the variables of the client's shell and the `ca_bundle` of the profile,
 * not the variables of the agent, which may have been started elsewhere. Absent: directly, with the authorities of this
 * machine.
 */
export interface Network {
  /** The proxies for addresses that begin with `https://` and `http://`. */
  readonly httpsProxy?: NamedValue;
  readonly httpProxy?: NamedValue;
  /** `NO_PROXY`: hosts that are reached directly. */
  readonly noProxy?: string;
  /** A file of certificate authorities in place of this machine's. */
  readonly bundle?: NamedValue;
  /** Files of authorities besides this machine's. */
  readonly further?: readonly NamedValue[];
}

/**
 * Reads the variables. Lower-case names take precedence over upper-case ones, as in the AWS CLI.
 *
 * @param bundle - of the profile; `AWS_CA_BUNDLE` outranks it
 */
export function networkOf(environment: RequestEnvironment, bundle?: NamedValue): Network {
  const named = (...names: (keyof RequestEnvironment)[]): NamedValue | undefined => {
    const name = names.find((candidate) => environment[candidate]);
    return name && { name, value: environment[name] ?? "" };
  };
  const httpsProxy = named("https_proxy", "HTTPS_PROXY") ?? forAll(named("all_proxy", "ALL_PROXY"));
  const httpProxy = named("http_proxy", "HTTP_PROXY") ?? forAll(named("all_proxy", "ALL_PROXY"));
  const noProxy = named("no_proxy", "NO_PROXY")?.value;
  const only = named("AWS_CA_BUNDLE") ?? bundle;
  const further = [named("NODE_EXTRA_CA_CERTS"), named("SSL_CERT_FILE")].filter((one) => one !== undefined);
  return {
    ...(httpsProxy && { httpsProxy }),
    ...(httpProxy && { httpProxy }),
    ...(noProxy && { noProxy }),
    ...(only && { bundle: only }),
    ...(further.length > 0 && { further }),
  };
}

/** `ALL_PROXY` mostly names a SOCKS proxy, for programs that speak SOCKS; the SDKs ignore it. */
function forAll(proxy: NamedValue | undefined): NamedValue | undefined {
  return proxy && /^socks/i.test(proxy.value) ? undefined : proxy;
}
