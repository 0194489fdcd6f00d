/**
 * The source whose role the target is, when no option names it: ACTAS_SERVER, or MAIRU_SERVER. A project file names its
 * own source, and without a target there is no role.
 */
export function defaultSource(target: string | undefined): { readonly source?: string } {
  const source = sourceOfEnvironment();
  return source && target !== undefined && target !== "auto" ? { source } : {};
}

export function sourceOfEnvironment(): string | undefined {
  return process.env.ACTAS_SERVER || process.env.MAIRU_SERVER;
}
