/** What is told of a record of the trail. It has been written by us; other members stay in it. */
export function toldOf<Name extends string>(text: string, names: readonly Name[]): Partial<Record<Name, string>> {
  const record = JSON.parse(text) as Readonly<Partial<Record<Name, string>>>;
  return Object.fromEntries(
    names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]),
  ) as Partial<Record<Name, string>>;
}
