import { meantName } from "../../base/nearest-name.ts";
import { PICK_PLACES } from "../picker/pick-places.ts";

/** What every command takes. */
const OF_ALL = "-h, --help";

/** The option that was meant by one that a command does not take. A short one is another only in its other case. */
export function meantOption(typed: string, options: readonly { readonly flags: string; readonly hidden?: boolean }[]) {
  const [flag = "", value = ""] = typed.split("=");
  if (flag === "--pick" && PICK_PLACES.some((place) => place === value)) return `${flag} ${value}`;
  const shown = [...options.filter(({ hidden }) => !hidden).map(({ flags }) => flags), OF_ALL];
  const known = shown.flatMap((flags) => flags.split(/[ ,]+/)).filter((word) => word.startsWith("-"));
  if (!flag.startsWith("--")) return known.find((one) => one.toLowerCase() === flag.toLowerCase());
  const meant = meantName(
    flag.slice(2),
    known.filter((one) => one.startsWith("--")).map((one) => one.slice(2)),
  );
  return meant && `--${meant}`;
}
