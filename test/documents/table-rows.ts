/** A row of a table, and the commands of ours in it. */
export interface TableRow {
  /** The page and the line of the row. */
  readonly at: string;
  readonly commands: readonly string[];
}

/** What we read from files and what is typed into a shell. */
const OURS = /^(?:credential_process = )?((?:eval "\$\()?actas .+|as(?: .+)?)$/;

/** The rows of a page's tables that name commands of ours. */
export function tableRowsOf(page: string, text: string): TableRow[] {
  return text.split("\n").flatMap((line, index) => {
    const commands = line.startsWith("|") ? commandsIn(line) : [];
    return commands.length > 0 ? [{ at: `${page}:${index + 1}`, commands }] : [];
  });
}

function commandsIn(row: string): string[] {
  return [...row.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) => OURS.exec(code)?.[1] ?? []);
}
