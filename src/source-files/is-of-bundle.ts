/** Whether a source comes from a bundle. */
export function isOfBundle(origin: string): boolean {
  return origin.includes("/actas/org.d/");
}
