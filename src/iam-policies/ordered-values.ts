/** How an operator of numbers or times reads a value, and which order it asks for. */
export interface Ordered {
  /** `undefined`: it is not read here. */
  readonly read: (text: string) => number | undefined;
  readonly is: (given: number, wanted: number) => boolean;
}

const ORDERS: Readonly<Record<string, Ordered["is"]>> = {
  equals: (given, wanted) => given === wanted,
  lessthan: (given, wanted) => given < wanted,
  lessthanequals: (given, wanted) => given <= wanted,
  greaterthan: (given, wanted) => given > wanted,
  greaterthanequals: (given, wanted) => given >= wanted,
};

/**
 * The order that an operator asks for, such as `numericlessthan` or `dateequals`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function ordersOf(operator: string): Ordered | undefined {
  const [, kind, order = ""] = /^(numeric|date)(.+)$/.exec(operator) ?? [];
  const is = ORDERS[order];
  return is && { is, read: kind === "date" ? secondsIn : numberIn };
}

function numberIn(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

/** Seconds since the epoch, of a number of them or of a date as the W3C writes it. */
function secondsIn(text: string): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const isDate = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/.test(text);
  const milliseconds = isDate ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
