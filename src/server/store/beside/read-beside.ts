import { connect, type Socket } from "node:net";
import { types } from "pg";
import { ActasError } from "../../../base/errors.ts";
import type { StoreDatabase } from "../session.ts";
import { VALUE_PARSERS } from "../value-parsers.ts";
import { READ_ONLY, type ReadingAnswer, ReadingAnswerShape, SOCKET } from "./reading-answer.ts";
import { socketLines } from "./socket-lines.ts";

/** Records of the audit trail are asked for by the hundred. */
const LONGEST_ANSWER = 256 << 20;

/**
 * Connects to the server that has the embedded database of a folder, to read in it; undefined when none runs.
 *
 * @throws {ActasError} `unreachable`
 */
export async function readBeside(folder: string): Promise<StoreDatabase | undefined> {
  const socket = await connected(`${folder}/${SOCKET}`);
  return socket && new ReadDatabase(socket, folder);
}

function connected(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    // Nothing is there, or what a killed server left.
    socket.once("error", () => resolve(undefined));
  });
}

/** An embedded database that another process has: it can be read, one statement after the other. */
class ReadDatabase implements StoreDatabase {
  readonly kind = "embedded";
  readonly #socket: Socket;
  readonly #folder: string;
  readonly #lines: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(socket: Socket, folder: string) {
    this.#socket = socket;
    this.#folder = folder;
    socket.on("error", () => socket.destroy());
    this.#lines = socketLines(socket, LONGEST_ANSWER);
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const answered = this.#last.then(() => this.#ask(`${JSON.stringify({ text, values })}\n`));
    this.#last = answered.catch(() => {});
    return answered as Promise<readonly Row[]>;
  }

  transaction(): Promise<never> {
    return Promise.reject(onlyRead(this.#folder));
  }

  patiently(): Promise<never> {
    return this.transaction();
  }

  async close(): Promise<void> {
    this.#socket.destroy();
  }

  async #ask(line: string): Promise<readonly object[]> {
    this.#socket.write(line);
    const { value, done } = await this.#lines.next();
    if (done) throw this.#gone("it has ended");
    const answer = answerIn(value);
    if (!answer) throw this.#gone("what it answered is nothing that this version knows");
    if (!("error" in answer)) return rowsOf(answer);
    if (answer.code === READ_ONLY) throw onlyRead(this.#folder);
    if (answer.code === undefined) throw this.#gone(answer.error);
    throw Object.assign(new Error(answer.error), { code: answer.code, severity: "ERROR" });
  }

  #gone(reason: string): ActasError {
    return new ActasError("unreachable", `cannot ask the server that uses the database in ${this.#folder}: ${reason}`, {
      hints: ["try again, or look whether it runs"],
    });
  }
}

function onlyRead(folder: string): ActasError {
  const reason = "it is embedded in a server that runs, and only read beside it";
  return new ActasError("configuration", `cannot change the database in ${folder}: ${reason}`, {
    hints: ["stop the server first", "beside a server with PostgreSQL it works at any time"],
  });
}

function answerIn(line: string): ReadingAnswer | undefined {
  try {
    return ReadingAnswerShape.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function rowsOf({ columns, rows }: Extract<ReadingAnswer, { readonly rows: unknown }>): readonly object[] {
  return rows.map((row) =>
    Object.fromEntries(
      columns.map(([name, type], index) => {
        const text = row[index] ?? null;
        const parse = VALUE_PARSERS[type] ?? types.getTypeParser(type, "text");
        return [name, text === null ? null : parse(text)];
      }),
    ),
  );
}
