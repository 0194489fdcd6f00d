import type { SourceMessage } from "../../agent-api/messages.ts";
import { printable } from "../../base/printable.ts";

/** Where one is signed in, and as whom if the source tells. */
export function signedInAs({ id, signIn }: Pick<SourceMessage, "id" | "signIn">): string {
  return `signed in to "${id}"${signIn?.person === undefined ? "" : ` as ${printable(signIn.person)}`}`;
}
