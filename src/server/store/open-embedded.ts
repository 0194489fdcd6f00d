import { fileURLToPath } from "node:url";
import { PGlite, type QueryOptions, type Transaction } from "@electric-sql/pglite";
import { systemError } from "../../base/system-error.ts";
import type { ReadText } from "./beside/share-reading.ts";
import type { Session, StoreDatabase } from "./session.ts";
import { VALUE_PARSERS } from "./value-parsers.ts";

/**
 * Opens PostgreSQL as WebAssembly in this process.
 *
 * PGlite locks nothing itself: two processes that open one folder lose each other's writes without a word.
 *
 * @param folder - this process has it for itself; absent: in memory
 */
export async function openEmbedded(folder: string | undefined): Promise<EmbeddedDatabase> {
  try {
    const [pgliteWasmModule, initdbWasmModule, files] = await Promise.all([
      compiled("pglite.wasm"),
      compiled("initdb.wasm"),
      bytesOf("pglite.data"),
    ]);
    const pglite = await PGlite.create({
      ...(folder !== undefined && { dataDir: folder }),
      pgliteWasmModule,
      initdbWasmModule,
      fsBundle: new Blob([files]),
      parsers: VALUE_PARSERS,
    });
    return new EmbeddedDatabase(pglite);
  } catch (error) {
    throw systemError(asError(error), `open the embedded database${folder === undefined ? "" : ` in ${folder}`}`);
  }
}

/** WASI's number for no space. */
const NO_SPACE = 51;

/** Where a file cannot be written, PGlite throws no Error, but an object with a number. */
function asError(thrown: unknown): unknown {
  if (thrown instanceof Error || typeof thrown !== "object" || thrown === null) return thrown;
  const { errno } = thrown as { readonly errno?: unknown };
  if (errno === NO_SPACE) return Object.assign(new Error("no space"), { code: "ENOSPC" });
  return new Error(`its files cannot be written (error ${typeof errno === "number" ? errno : "unknown"})`);
}

async function compiled(name: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await bytesOf(name));
}

/** A file of PGlite's: the build puts it compressed into the program; run from source it is in its package. */
async function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = Bun.embeddedFiles.find((file) => "name" in file && String(file.name).startsWith(`${name}-`));
  if (packed) return new Uint8Array(await Bun.zstdDecompress(await packed.bytes()));
  return Bun.file(fileURLToPath(import.meta.resolve(`@electric-sql/pglite/${name}`))).bytes();
}

/** PostgreSQL within this process. */
export class EmbeddedDatabase implements StoreDatabase {
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

  /** For others, who can change nothing. */
  readonly readText: ReadText = ({ text, values }) =>
    this.#pglite.transaction(async (transaction) => {
      await transaction.query("SET TRANSACTION READ ONLY");
      const { fields, rows } = await transaction.query<(string | null)[]>(text, values, asText(this.#pglite));
      return { columns: fields.map(({ name, dataTypeID }) => [name, dataTypeID] as [string, number]), rows };
    });

  async close(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }
}

/** Leaves every value as PostgreSQL has written it. */
function asText({ parsers }: PGlite): QueryOptions {
  return {
    rowMode: "array",
    parsers: Object.fromEntries(Object.keys(parsers).map((id) => [id, (text: string) => text])),
  };
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
