/** Object ids of PostgreSQL's types that drivers read in ways of their own. */
const INT8 = 20;
const NUMERIC = 1700;
const TIMESTAMP = 1114;

/**
 * How values of a type are read, the same by every kind of database. A `bigint` here is a sequence number or a time in
 * milliseconds, which a number holds exactly; other exact numbers and times without a zone stay text.
 */
export const VALUE_PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [NUMERIC]: String,
  [TIMESTAMP]: String,
};
