import { COMPARED, type Compare } from "./second-comparisons.ts";
import type { Asked, Fact, Json } from "./second-judge.ts";
import { asList, both, either, not, type Told } from "./told.ts";

/**
 * Whether all of a `Condition` block holds: operators and keys are joined by AND, the values of one key by OR.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holds(condition: Json, asked: Asked): Told {
  return both(
    Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys as Json).map(([key, values]) =>
        one(operator, asked.fact(key.toLowerCase()), asList(values).map(String), asked),
      ),
    ),
  );
}

function one(written: string, fact: Fact, values: readonly string[], asked: Asked): Told {
  const [set, operator = written] = written.includes(":") ? written.split(":") : ["", written];
  const ifExists = operator.endsWith("IfExists");
  const name = ifExists ? operator.slice(0, -"IfExists".length) : operator;
  if (name === "Null") return isNull(fact, values);
  if (fact === "unknown") return "maybe";
  const compare = COMPARED[name];
  if (!compare) return "maybe";
  if (isMissing(fact)) return ifExists ? present(set) : absent(set, compare);
  if (set === "ForAnyValue") return either(among(fact).map((value) => tells(compare, value, values, asked)));
  if (set === "ForAllValues") return both(among(fact).map((value) => tells(compare, value, values, asked)));
  // "Multivalued context keys require a condition set operator": nothing is equal or like without one. Whether what is
  // inverted holds then, it does not say.
  if ("many" in fact) return compare.inverted ? "maybe" : "no";
  return tells(compare, fact.one, values, asked);
}

function isMissing(fact: Fact): fact is "absent" {
  return fact === "absent" || (typeof fact === "object" && "many" in fact && fact.many.length === 0);
}

/** `IfExists` says true of a key that is not there, `ForAnyValue` false: which of both counts, nobody says. */
function present(set: string | undefined): Told {
  return set === "ForAnyValue" ? "maybe" : "yes";
}

/** `ForAllValues` is true of no values at all, `ForAnyValue` is not; without them only what is inverted is. */
function absent(set: string | undefined, compare: Compare): Told {
  if (set === "ForAllValues") return "yes";
  if (set === "ForAnyValue") return "no";
  return compare.inverted ? "yes" : "no";
}

function among(fact: Exclude<Fact, string>): readonly string[] {
  return "many" in fact ? fact.many : [fact.one];
}

function tells(compare: Compare, actual: string, values: readonly string[], asked: Asked): Told {
  const any = either(values.map((value) => compare.matches(actual, value, asked)));
  return compare.inverted ? not(any) : any;
}

function isNull(fact: Fact, values: readonly string[]): Told {
  if (fact === "unknown") return "maybe";
  return values.some((value) => value.toLowerCase() === String(isMissing(fact))) ? "yes" : "no";
}
