/**
 * The algorithms an ID token may be signed with: all have a public key. What the provider's document says can only make
 * the list shorter.
 *
 * @see RFC 7518 section 3.1
 */
export const SIGNING_ALGORITHMS: readonly string[] = ["RS", "PS", "ES"].flatMap((kind) =>
  ["256", "384", "512"].map((bits) => `${kind}${bits}`),
);
