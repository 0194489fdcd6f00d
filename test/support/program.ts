import { existsSync } from "node:fs";
import { join } from "node:path";

/** The repository. */
export const ROOT = join(import.meta.dir, "../..");

/** The program under test, as built by `npm run build`; `ACTAS_UNDER_TEST` can name another build. */
export const PROGRAM = process.env.ACTAS_UNDER_TEST ?? join(ROOT, "dist/actas");

if (!existsSync(PROGRAM)) throw new Error(`cannot test ${PROGRAM}: it is not there; run \`npm run build\` first`);
