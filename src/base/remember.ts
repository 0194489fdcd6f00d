/** Puts an entry into a map as its newest. Where the map has more than `most` by that, it loses its oldest. */
export function remember<K, T>(known: Map<K, T>, key: K, entry: T, most: number): void {
  known.delete(key);
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= most) known.delete(oldest);
  known.set(key, entry);
}
