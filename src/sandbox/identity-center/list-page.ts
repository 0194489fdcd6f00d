import { RestError } from "./rest-error.ts";

const MOST = 100;
/** AWS's default size; clients must ask for further pages. */
const DEFAULT_SIZE = 20;

/**
 * The part of a list that a call asks for by `max_result` and `next_token`.
 *
 * @throws {RestError} `InvalidRequestException` for a number out of range or a token that is not ours
 */
export function listPage<Item>(
  items: readonly Item[],
  query: URLSearchParams,
): { readonly page: readonly Item[]; readonly nextToken?: string } {
  const size = readNumber(query, "max_result", DEFAULT_SIZE, { min: 1, max: MOST });
  const start = readNumber(query, "next_token", 0, { min: 0, max: items.length });
  const page = items.slice(start, start + size);
  return start + size < items.length ? { page, nextToken: String(start + size) } : { page };
}

function readNumber(
  query: URLSearchParams,
  name: string,
  otherwise: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new RestError("InvalidRequestException", `${name} is not valid`);
}
