/** Writes a line to the log. It never holds a secret, a code, an argument list or a file's content. */
export type Log = (line: string) => void;
