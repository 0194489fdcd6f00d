import type { SourceMessage } from "../../agent-api/messages.ts";
import { untilText } from "./until-text.ts";

type Lasting = Omit<NonNullable<SourceMessage["signIn"]>, "person">;

/** How long a sign-in lasts, as far as it is known. */
export function lastingText({ expiration, renewable }: Lasting, zone: "local" | "utc" = "local"): string {
  if (expiration === undefined) return renewable ? "renewed by itself" : "";
  return `${renewable ? "renewed " : ""}${untilText(expiration, Date.now(), zone)}`;
}
