import { PAGE_HEADERS } from "./page.ts";

/** Sends a browser on, with a cookie. */
export function redirect(location: string, cookie: string): Response {
  return new Response(null, { status: 303, headers: { ...PAGE_HEADERS, location, "set-cookie": cookie } });
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** 0 takes it away. */
  readonly seconds: number;
  /** Of the server: with https it is sent by https only. */
  readonly origin: string;
}

/** A cookie that comes with pages of this server alone, and that no script sees. @see RFC 6265 section 4.1 */
export function setCookie({ name, value, seconds, origin }: Cookie): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
