/** Checks again and again until a condition holds; returns its value. A test never waits for a fixed time. */
export async function until<T>(what: string, look: () => Promise<T> | T, limitMs = 20_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + limitMs; Date.now() < end; await Bun.sleep(20)) {
    const found = await look();
    if (found) return found as NonNullable<T>;
  }
  throw new Error(`waited in vain until ${what}`);
}
