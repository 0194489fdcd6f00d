/** What a command does, with its arguments and then its options, as the parsers return them. */
// biome-ignore lint/suspicious/noExplicitAny: each command knows its own arguments, which its definition names
export type Action = (...given: any[]) => void | Promise<void>;

/** What a command and those of its group do, by their names within the group; the name of the command itself is "". */
export type Actions = Readonly<Record<string, Action>>;
