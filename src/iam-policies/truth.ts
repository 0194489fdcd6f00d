/** Whether something holds. Where that is not known here, it says what it depends on. */
export type Truth = "yes" | "no" | Unknown;

export interface Unknown {
  readonly dependsOn: readonly string[];
}

export function unknown(...dependsOn: readonly string[]): Unknown {
  return { dependsOn };
}

export function truthOf(holds: boolean): Truth {
  return holds ? "yes" : "no";
}

/** Holds if all of them do; of none, it holds. */
export function allOf(truths: readonly Truth[]): Truth {
  return truths.includes("no") ? "no" : restOf(truths, "yes");
}

/** Holds if one of them does; of none, it does not. */
export function anyOf(truths: readonly Truth[]): Truth {
  return truths.includes("yes") ? "yes" : restOf(truths, "no");
}

export function not(truth: Truth): Truth {
  if (truth === "yes") return "no";
  return truth === "no" ? "yes" : truth;
}

/** One that is known stays what it is only if nothing makes it doubtful. */
export function doubted(truth: Truth, doubts: readonly string[]): Truth {
  if (doubts.length === 0) return truth;
  return typeof truth === "string" ? unknown(...doubts) : merged([truth, unknown(...doubts)]);
}

function restOf(truths: readonly Truth[], otherwise: "yes" | "no"): Truth {
  const open = truths.filter((truth) => typeof truth !== "string");
  return open.length === 0 ? otherwise : merged(open);
}

function merged(open: readonly Unknown[]): Unknown {
  return unknown(...new Set(open.flatMap(({ dependsOn }) => dependsOn)));
}
