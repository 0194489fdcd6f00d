import { AwsError } from "../aws-error.ts";
import type { XmlTree } from "../xml.ts";

/** AWS may have fewer items on a page than it was asked for; a client that reads one page only is to be noticed. */
const ON_A_PAGE = 2;

/**
 * One page of a list, with the marker of the next.
 *
 * @param show - the item as XML; only of those on the page
 * @param most - what a page has at most if `MaxItems` asks for more
 */
export function listPage<T>(
  element: string,
  all: readonly T[],
  parameters: URLSearchParams,
  show: (item: T) => string | XmlTree,
  most = ON_A_PAGE,
): XmlTree {
  const marker = parameters.get("Marker");
  const from = marker === null ? 0 : Number(marker);
  if (!Number.isInteger(from) || from < 0) throw new AwsError("ValidationError", "Invalid Marker");
  const wanted = Number(parameters.get("MaxItems") ?? ON_A_PAGE);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 1000)
    throw new AwsError("ValidationError", "Invalid MaxItems");
  const next = from + Math.min(wanted, most);
  const isTruncated = next < all.length;
  return {
    [element]: { member: all.slice(from, next).map(show) },
    IsTruncated: String(isTruncated),
    Marker: isTruncated ? String(next) : undefined,
  };
}

/** For what is shown as it is. */
export function asItIs<T extends string | XmlTree>(item: T): T {
  return item;
}
