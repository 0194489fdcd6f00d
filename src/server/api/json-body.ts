import { HttpRefusal } from "../http-refusal.ts";

/** A request here has a role, or one token. */
const MOST_BYTES = 64 * 1024;

/** The body as JSON, whatever type it is said to be; undefined for anything else. @throws {HttpRefusal} 413 */
export async function jsonBody(request: Request): Promise<unknown> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MOST_BYTES) throw new HttpRefusal(413, "too_large", "the body is too large");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
