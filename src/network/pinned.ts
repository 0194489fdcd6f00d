import { connect } from "node:net";

/** A request to a host at one address of it, as fetch takes it. */
export interface Pinned {
  /** With the address in place of the host's name. */
  readonly url: string;
  /** For the `Host` header. */
  readonly host: string;
  /** Whose certificate it must be; absent: plain HTTP. */
  readonly serverName?: string;
}

/** Before the next address is tried, too. @see RFC 8305 section 8 */
const NEXT_AFTER_MS = 250;

/** Leads a request to one of these addresses, whatever the host's name leads to by now. */
export async function pinned(url: URL, addresses: readonly string[], signal: AbortSignal): Promise<Pinned> {
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  const address = await firstReachable(addresses, port, signal);
  const to = new URL(url);
  to.hostname = address.includes(":") ? `[${address}]` : address;
  return { url: to.href, host: url.host, ...(url.protocol === "https:" && { serverName: url.hostname }) };
}

/** The address that takes up a connection first; the first of all if none does, so that the request says why. */
async function firstReachable(addresses: readonly string[], port: number, signal: AbortSignal): Promise<string> {
  const [first = "", ...others] = addresses;
  if (others.length === 0) return first;
  const over = new AbortController();
  const end = AbortSignal.any([signal, over.signal]);
  let turn: Promise<unknown> = Promise.resolve();
  const attempts = addresses.map(async (address) => {
    const mine = turn;
    const attempt = mine.then(() => takenUp(address, port, end)).then(() => over.abort());
    turn = Promise.race([attempt.catch(() => {}), mine.then(() => Bun.sleep(NEXT_AFTER_MS))]);
    await attempt;
    return address;
  });
  return Promise.any(attempts).catch(() => first);
}

/** Resolves once something at the address takes up a connection, which is closed again. */
function takenUp(address: string, port: number, end: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (end.aborted) return Promise.reject(end.reason);
  const socket = connect({ host: address, port });
  socket.once("connect", resolve).once("error", reject);
  const stop = (): void => reject(end.reason);
  end.addEventListener("abort", stop, { once: true });
  return promise.finally(() => {
    end.removeEventListener("abort", stop);
    socket.destroy();
  });
}
