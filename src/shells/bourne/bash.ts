import hook from "./bash.sh" with { type: "text" };
import { bourne } from "./bourne.ts";

export const bash = bourne({ name: "bash", hyphens: "unless-posix", hook });
