import { bourne } from "./bourne.ts";
import hook from "./posix.sh" with { type: "text" };

/** Any POSIX shell. */
export const sh = bourne({ name: "sh", hyphens: "in-aliases", hook });
