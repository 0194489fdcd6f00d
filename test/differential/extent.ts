/** The same texts in every run, unless another seed is asked for: `ACTAS_FUZZ_SEED=7 ACTAS_FUZZ_COUNT=50000`. */
export const SEED = Number(process.env.ACTAS_FUZZ_SEED ?? 1);

/** How many texts: enough to find what has ever been found within seconds. */
export const COUNT = Number(process.env.ACTAS_FUZZ_COUNT ?? 600);
