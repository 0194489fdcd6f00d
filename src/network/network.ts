import type { RequestEnvironment } from "../base/credential-request.ts";

/** A value, and what it is called where it was set. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/**
 * How a request leaves this machine, as whoever makes it wants it: the variables of their shell and the `ca_bundle` of
 * their profile, not those of the agent, which may have been started elsewhere. Absent: directly, with the authorities
 * of this machine.
 */
export interface Network {
  /** The proxies for addresses that begin with `https://` and `http://`. */
  readonly httpsProxy?: NamedValue;
  readonly httpProxy?: NamedValue;
  /** `NO_PROXY`: hosts that are asked directly. */
  readonly noProxy?: string;
  /** A file of certificate authorities in place of this machine's. */
  readonly bundle?: NamedValue;
  /** Files of authorities besides this machine's. */
  readonly further?: readonly NamedValue[];
}

/**
 * What the variables say; small letters count before capitals, as for the AWS CLI.
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

/** Most who set it mean SOCKS, for programs that speak it; the SDKs pass over it. */
function forAll(proxy: NamedValue | undefined): NamedValue | undefined {
  return proxy && /^socks/i.test(proxy.value) ? undefined : proxy;
}
