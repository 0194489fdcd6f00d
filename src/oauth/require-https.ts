import { ActasError } from "../base/errors.ts";
import { isPrivate } from "../network/loopback.ts";

/**
 * Refuses an address to or from which tokens would travel without TLS.
 *
 * @param context - what the address is for, and where it is configured
 * @throws {ActasError} `configuration` for anything but https, and http on loopback
 * @see RFC 6749 section 3.2 and RFC 8252 section 8.3
 */
export function requireHttps(address: string, { action, origin }: { action: string; origin: string }): void {
  const url = URL.parse(address);
  if (url && isPrivate(url)) return;
  const shown = url ? `${url.protocol}//${url.host}${url.pathname}` : "one of its addresses";
  throw new ActasError("configuration", `cannot ${action}: ${shown} does not begin with https://`, {
    hints: [`set an https address in ${origin}; plain http is for servers on this machine only`],
  });
}

/** Whether an address begins with http://. */
export function isPlainHttp(address: string): boolean {
  return URL.parse(address)?.protocol === "http:";
}
