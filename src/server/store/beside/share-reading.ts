import { chmodSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { Log } from "../../../base/log.ts";
import { reasonOf } from "../../../base/system-error.ts";
import type { PrivateDirectory } from "../../../files/private-directory.ts";
import { LONGEST_SOCKET_PATH } from "../../../system/unix-socket.ts";
import { sqlStateOf } from "../database-failure.ts";
import { READ_ONLY, type ReadingAnswer, type ReadingQuestion, ReadingQuestionShape, SOCKET } from "./reading-answer.ts";
import { socketLines } from "./socket-lines.ts";

/** A question of ours is some hundred bytes; an audit file is compared with a thousand numbers at once. */
const LONGEST_QUESTION = 1 << 20;

/** What else there is, such as `COPY`, can do more than change tables. */
const READS = /^\s*(SELECT|WITH)\s/;

/** Reads within a transaction that cannot write. Values come as PostgreSQL writes them. */
export type ReadText = (asked: ReadingQuestion) => Promise<Extract<ReadingAnswer, { readonly rows: unknown }>>;

/**
 * Has other processes of this user read an embedded database, which only this process can open: at a socket in its
 * private directory, a line of JSON for each question and answer.
 *
 * @returns what ends it
 */
export async function shareReading(
  directory: PrivateDirectory,
  read: ReadText,
  log: Log,
): Promise<() => Promise<void>> {
  const path = `${directory.path}/${SOCKET}`;
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) {
    log(`no other command can read the database meanwhile: the path ${path} is too long for a socket`);
    return async () => {};
  }
  // One that a killed server left: this process has the lock.
  directory.remove(SOCKET);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    void answerAll(socket, read);
  });
  await listening(server, path);
  chmodSync(directory.at(SOCKET), 0o600);
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
    directory.remove(SOCKET);
  };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
}

async function answerAll(socket: Socket, read: ReadText): Promise<void> {
  for await (const line of socketLines(socket, LONGEST_QUESTION)) {
    socket.write(`${JSON.stringify(await answerTo(line, read))}\n`);
  }
  socket.destroy();
}

async function answerTo(line: string, read: ReadText): Promise<ReadingAnswer> {
  try {
    const asked = ReadingQuestionShape.parse(JSON.parse(line));
    return READS.test(asked.text) ? await read(asked) : { error: "only what reads is done", code: READ_ONLY };
  } catch (error) {
    const code = sqlStateOf(error);
    return code && error instanceof Error ? { error: error.message, code } : { error: reasonOf(error) };
  }
}
