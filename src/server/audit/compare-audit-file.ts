import { createReadStream } from "node:fs";
import { systemError } from "../../base/system-error.ts";
import type { Database } from "../store/database.ts";
import { type ChainedRecord, lineOf } from "./chained-record.ts";

/** What the file of a replica says of the table. */
export interface FileVerdict {
  readonly lines: number;
  /** Lines that a full disk or a power cut has cut short; what they begin with is in the table. */
  readonly cut: number;
  /** What is wrong, the first first. */
  readonly problems: readonly string[];
}

const PAGE = 1_000;
const MOST_PROBLEMS = 20;

interface Line {
  readonly number: number;
  readonly text: string;
  readonly seq: number | undefined;
}

/**
 * Compares the file of a replica, or one that was rotated, with the table: every line must be there as it is. A table
 * whose records were removed or written anew, head and all, is found out by that.
 *
 * @throws {ActasError} `system` when the file cannot be read
 */
export async function compareAuditFile(database: Database, path: string): Promise<FileVerdict> {
  const problems: string[] = [];
  let [lines, cut] = [0, 0];
  for await (const page of pagesOf(path)) {
    const there = await recordsWith(database, page);
    for (const line of page) {
      lines++;
      const outcome = judge(line, line.seq === undefined ? undefined : there.get(line.seq));
      if (outcome === "cut") cut++;
      else if (outcome && problems.length < MOST_PROBLEMS) problems.push(`${path}, line ${line.number}: ${outcome}`);
    }
  }
  return { lines, cut, problems };
}

/** `undefined`: all is well. */
function judge({ text, seq }: Line, line: string | undefined): string | undefined {
  if (seq === undefined) return isBeginning(text) ? "cut" : "it is no record";
  if (line === undefined) return `record ${seq} is not in the table`;
  if (line === text) return undefined;
  return line.startsWith(withoutHalf(text)) ? "cut" : `record ${seq} is another in the table`;
}

/** A line may be cut within a character, which is read as U+FFFD then. */
function withoutHalf(text: string): string {
  return text.replace(/\uFFFD$/, "");
}

/** Of a line that was cut before its number was complete. */
function isBeginning(text: string): boolean {
  return '{"seq":'.startsWith(text.replace(/(?<=:)\d+$/, ""));
}

async function recordsWith(database: Database, lines: readonly Line[]): Promise<ReadonlyMap<number, string>> {
  const numbers = lines.map(({ seq }) => seq).filter((seq) => seq !== undefined);
  const rows = await database.query<ChainedRecord>(
    "SELECT seq, previous, hash, record FROM audit WHERE seq = ANY($1::bigint[])",
    [numbers],
  );
  return new Map(rows.map((row) => [row.seq, lineOf(row)]));
}

async function* pagesOf(path: string): AsyncGenerator<readonly Line[]> {
  let page: Line[] = [];
  let number = 0;
  try {
    for await (const text of linesOf(path)) {
      number++;
      if (text === "") continue;
      const [, seq] = /^\{"seq":(\d{1,15}),/.exec(text) ?? [];
      page.push({ number, text, seq: seq === undefined ? undefined : Number(seq) });
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
  } catch (error) {
    throw systemError(error, `read ${path}`);
  }
  yield page;
}

/** Ended by line feeds and by nothing else: what `node:readline` takes for a line's end besides may stand in a reason. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, "utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
