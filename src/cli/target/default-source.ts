/**
 * The source whose role a target is, when no option says so: ACTAS_SERVER, or MAIRU_SERVER. A project file names its
 * own, and without a target there is no role.
 */
export function defaultSource(target: string | undefined): { readonly source?: string } {
  const source = process.env.ACTAS_SERVER || process.env.MAIRU_SERVER;
  return source && target !== undefined && target !== "auto" ? { source } : {};
}
