import { BlockList, isIP } from "node:net";
import { ActasError } from "../../base/errors.ts";

/** Proxies that are believed when they say whom they speak for. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /**
   * @param entries - addresses, or networks such as `10.0.0.0/8`
   * @throws {ActasError} `configuration`
   */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry);
  }

  /**
   * The address of the client: that of the connection, or, if that is a proxy's, the last in `X-Forwarded-For` that is no
   * proxy's. What is before it the client may have written.
   */
  clientOf(connection: string, forwardedFor: string | null): string {
    let address = plain(connection);
    const named = (forwardedFor ?? "").split(",").map((one) => plain(one.trim()));
    while (this.#has(address)) {
      const next = named.pop();
      if (!next || isIP(next) === 0) break;
      address = next;
    }
    return address;
  }

  #add(entry: string): void {
    const [address = "", bits, ...more] = entry.split("/");
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const length = bits === undefined ? most : Number(bits);
    if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits ?? "0") || length > most) {
      throw new ActasError(
        "configuration",
        `cannot use "${entry}" of \`listen.proxies\`: it is no address or network`,
        {
          hints: ["a network looks like 10.0.0.0/8"],
        },
      );
    }
    this.#list.addSubnet(address, length, version === 4 ? "ipv4" : "ipv6");
  }

  #has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#list.check(address, version === 4 ? "ipv4" : "ipv6");
  }
}

/** IPv4 may come as IPv6, and some proxies add a port. */
function plain(address: string): string {
  const [, bracketed] = /^\[(.+)\](?::\d+)?$/.exec(address) ?? [];
  const bare = bracketed ?? address.replace(/^([\d.]+):\d+$/, "$1");
  return bare.replace(/^::ffff:(?=[\d.]+$)/i, "");
}
