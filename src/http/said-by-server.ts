import { maskSent } from "../network/mask-sent.ts";
import type { ServerRequest } from "./ask-server.ts";

/** Longer text is not for people. */
const MOST_TEXT = 200;

/** A refusal in a server's own words, without the secrets that it was sent and may have repeated. */
export function saidByServer(text: string, { headers, body }: Pick<ServerRequest, "headers" | "body">): string {
  const said = maskSent(text, { headers, body });
  return said.length > MOST_TEXT ? `${said.slice(0, MOST_TEXT)}…` : said;
}
