import { AwsError } from "../aws-error.ts";
import type { XmlTree } from "../xml.ts";

/** AWS may have fewer items on a page than it was asked for; a client that reads one page only is to be noticed. */
const ON_A_PAGE = 2;

/** One page of a list, with the marker of the next. */
export function listPage(element: string, all: readonly (string | XmlTree)[], parameters: URLSearchParams): XmlTree {
  const marker = parameters.get("Marker");
  const from = marker === null ? 0 : Number(marker);
  if (!Number.isInteger(from) || from < 0) throw new AwsError("ValidationError", "Invalid Marker");
  const next = from + ON_A_PAGE;
  const isTruncated = next < all.length;
  return {
    [element]: { member: all.slice(from, next) },
    IsTruncated: String(isTruncated),
    Marker: isTruncated ? String(next) : undefined,
  };
}
