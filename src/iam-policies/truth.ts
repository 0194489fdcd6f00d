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

/** {@link anyOf} of what is judged one by one, up to the first that holds. */
export function anyOfEach<T>(all: readonly T[], judge: (one: T) => Truth): Truth {
  return firstOf(all, judge, "yes", "no");
}

/** {@link allOf} of what is judged one by one, up to the first that does not hold. */
export function allOfEach<T>(all: readonly T[], judge: (one: T) => Truth): Truth {
  return firstOf(all, judge, "no", "yes");
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

/** A loop: thousands of conditions are judged for each request. */
function firstOf<T>(
  all: readonly T[],
  judge: (one: T) => Truth,
  decides: "yes" | "no",
  otherwise: "yes" | "no",
): Truth {
  let open: Unknown[] | undefined;
  for (const one of all) {
    const truth = judge(one);
    if (truth === decides) return decides;
    if (typeof truth !== "string") {
      open ??= [];
      open.push(truth);
    }
  }
  return open ? merged(open) : otherwise;
}

function restOf(truths: readonly Truth[], otherwise: "yes" | "no"): Truth {
  const open = truths.filter((truth) => typeof truth !== "string");
  return open.length === 0 ? otherwise : merged(open);
}

function merged(open: readonly Unknown[]): Unknown {
  return unknown(...new Set(open.flatMap(({ dependsOn }) => dependsOn)));
}
