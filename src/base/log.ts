/** Where a line about what happened goes. Never a secret, a code, an argument list or a file's content. */
export type Log = (line: string) => void;
