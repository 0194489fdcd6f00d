import { PGlite, type Transaction } from "@electric-sql/pglite";
import initdbWasm from "@electric-sql/pglite/initdb.wasm" with { type: "file" };
import files from "@electric-sql/pglite/pglite.data" with { type: "file" };
import postgresWasm from "@electric-sql/pglite/pglite.wasm" with { type: "file" };
import { systemError } from "../../base/system-error.ts";
import type { Session, StoreDatabase } from "./session.ts";
import { VALUE_PARSERS } from "./value-parsers.ts";

/**
 * Opens PostgreSQL as WebAssembly in this process.
 *
 * PGlite locks nothing itself: two processes that open one folder lose each other's writes without a word.
 *
 * @param folder - this process has it for itself; absent: in memory
 */
export async function openEmbedded(folder: string | undefined): Promise<StoreDatabase> {
  try {
    const [pgliteWasmModule, initdbWasmModule] = await Promise.all([compiled(postgresWasm), compiled(initdbWasm)]);
    const pglite = await PGlite.create({
      ...(folder !== undefined && { dataDir: folder }),
      pgliteWasmModule,
      initdbWasmModule,
      fsBundle: Bun.file(files) as unknown as Blob,
      parsers: VALUE_PARSERS,
    });
    return new EmbeddedDatabase(pglite);
  } catch (error) {
    throw systemError(error, `open the embedded database${folder === undefined ? "" : ` in ${folder}`}`);
  }
}

async function compiled(path: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await Bun.file(path).arrayBuffer());
}

class EmbeddedDatabase implements StoreDatabase {
  readonly kind = "embedded";
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return rowsOf<Row>(this.#pglite, text, values);
  }

  async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#pglite.transaction((transaction) => work(sessionOf(transaction)));
  }

  patiently<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  async close(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }
}

function sessionOf(transaction: Transaction): Session {
  return {
    query: (text, values = []) => rowsOf(transaction, text, values),
    script: async (text) => void (await transaction.exec(text)),
  };
}

async function rowsOf<Row extends object>(
  pglite: Pick<PGlite, "query">,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  return (await pglite.query<Row>(text, [...values])).rows;
}
