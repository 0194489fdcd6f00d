/** What a JSON web token says, as far as it can be read; undefined for what is none. Nothing is verified. */
export function tokenClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload = "", signature, ...others] = token.split(".");
  if (signature === undefined || others.length > 0) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    return typeof claims === "object" && claims !== null && !Array.isArray(claims) ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}
