import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** Of PGlite: PostgreSQL as WebAssembly, what makes a database, and what is in one. */
const FILES = ["pglite.wasm", "initdb.wasm", "pglite.data"];
const FOLDER = "node_modules/@electric-sql/pglite/dist";
/** 19 takes half a minute, and saves 0.7 MB more. */
const LEVEL = 9;

/** Compresses the files that only some users of the program need; their paths. The program looks for them by name. */
export async function packedFiles(root: string, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    FILES.map(async (name) => {
      const path = join(folder, `${name}.zst`);
      await Bun.write(path, Bun.zstdCompressSync(await Bun.file(join(root, FOLDER, name)).bytes(), { level: LEVEL }));
      return path;
    }),
  );
}
