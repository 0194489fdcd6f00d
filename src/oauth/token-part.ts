/**
 * The JSON in one part of a signed token, unverified; undefined for what is none.
 *
 * @param part - as the token has it between its dots: base64url
 * @see RFC 7515 section 3.1
 */
export function jsonInTokenPart(part = ""): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
