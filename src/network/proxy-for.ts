import { ActasError } from "../base/errors.ts";
import { isLoopback } from "./loopback.ts";
import type { NamedValue, Network } from "./network.ts";

/** A proxy to use. */
export interface ChosenProxy {
  readonly url: string;
  readonly host: string;
  /** The setting that names it. */
  readonly name: string;
}

/**
 * The proxy for an address; `undefined` when it is reached directly. Plain HTTP, which is for servers on this machine,
 * never goes through a proxy elsewhere, which could read the tokens.
 *
 * @throws {ActasError} `configuration` for a proxy that cannot be one
 */
export function proxyFor(url: URL, { httpProxy, httpsProxy, noProxy = "" }: Network): ChosenProxy | undefined {
  const setting = url.protocol === "https:" ? httpsProxy : httpProxy;
  if (!setting || isDirect(url, noProxy)) return undefined;
  const proxy = proxyOf(setting);
  return url.protocol === "http:" && isLoopback(url) && !isLoopback(new URL(proxy.url)) ? undefined : proxy;
}

/** A host alone means an HTTP proxy, as for curl and the AWS CLI. */
function proxyOf({ name, value }: NamedValue): ChosenProxy {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (url?.hostname && /^https?:$/.test(url.protocol)) return { url: url.href, host: url.host, name };
  throw new ActasError("configuration", `cannot use \`${name}\`: it is not the address of an HTTP proxy`, {
    hints: ["it looks like `http://proxy.example.com:3128`; SOCKS is not supported"],
  });
}

/** @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html and curl's manual */
function isDirect(url: URL, noProxy: string): boolean {
  return noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => entry === "*" || matches(url, entry.toLowerCase()));
}

/** An entry is a host, which includes its subdomains, with or without a port; an address; or a range (`10.0.0.0/8`). */
function matches({ hostname, port, protocol }: URL, entry: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "");
  const [, name = "", wantedPort] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (wantedPort && wantedPort !== (port || (protocol === "https:" ? "443" : "80"))) return false;
  if (name.includes("/")) return isInRange(host, name);
  const domain = name.replace(/^\[|\]$/g, "").replace(/^\*?\.?|\.$/g, "");
  return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}

function isInRange(host: string, range: string): boolean {
  const [start = "", bits = ""] = range.split("/");
  const [address, first] = [numberOf(host), numberOf(start)];
  const length = Number(bits);
  if (address === undefined || first === undefined || !/^\d+$/.test(bits) || length > 32) return false;
  const size = 2 ** (32 - length);
  return Math.floor(address / size) === Math.floor(first / size);
}

/** An IPv4 address as a number. */
function numberOf(address: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}
