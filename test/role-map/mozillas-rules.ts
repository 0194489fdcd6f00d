/**
 * Under which groups Mozilla's builder lists a role, told from what is known of it: a statement counts if it allows
 * exactly the action for web identities; a principal that is not the account's provider, a negated operator, several
 * operators with groups or none, and `*` or `?` where no pattern is meant drop the whole role. Whatever else a statement
 * or a denial says is not looked at.
 *
 * @returns undefined: the role is dropped; `crash`: the whole build ends
 */
export function mozillasGroups(
  policy: object,
  accountId: string,
  issuer: string,
): readonly string[] | "crash" | undefined {
  const { Statement } = policy as { Statement?: unknown };
  if (Statement === undefined) return [];
  if (!Array.isArray(Statement)) return "crash";
  const groups = new Set<string>();
  for (const statement of Statement as readonly Statement[]) {
    if (statement.Effect.toLowerCase() !== "allow") continue;
    const actions = [statement.Action ?? []].flat().map((action) => action.toLowerCase());
    if (!actions.includes("sts:assumerolewithwebidentity")) continue;
    const federated = (statement.Principal as { Federated?: unknown } | undefined)?.Federated;
    if (typeof federated !== "string") return "crash";
    if (federated !== `arn:aws:iam::${accountId}:oidc-provider/${issuer}`) return undefined;
    const blocks = Object.entries(statement.Condition ?? {});
    if (blocks.some(([operator]) => /^(ForAnyValue:)?StringNot(Equals|Like)$/.test(operator))) return undefined;
    const ofGroups = blocks.filter(
      ([operator, keys]) => /^(ForAnyValue:)?String(Equals|Like)$/.test(operator) && `${issuer}:amr` in keys,
    );
    if (ofGroups.length !== 1) return undefined;
    for (const [operator, keys] of ofGroups) {
      const values = [keys[`${issuer}:amr`] ?? []].flat();
      if (operator.endsWith("Equals") && values.some((value) => /[*?]/.test(value))) return undefined;
      for (const value of values) groups.add(value);
    }
  }
  return [...groups];
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
