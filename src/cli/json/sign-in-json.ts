import type { SourceMessage } from "../../agent-api/messages.ts";
import type { Output } from "./print-json.ts";

/** A sign-in as all commands print it as JSON. */
export function signInJson({ id, kind, url, signIn }: SourceMessage): Output<"refresh"> {
  return { source: id, kind, url, ...(signIn ?? { renewable: false }) };
}
