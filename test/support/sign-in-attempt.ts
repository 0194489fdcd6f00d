import { inspect } from "node:util";
import { Clock } from "../../src/base/clock.ts";
import type { ActasError } from "../../src/base/errors.ts";
import type { CredentialServerDefinition } from "../../src/source-files/kinds/credential-server.ts";
import { signIn } from "../../src/sources/credential-server/sign-in.ts";
import { SignIns } from "../../src/sources/sign-ins.ts";
import { Browser } from "./browser.ts";
import { conversationWith } from "./conversation-with.ts";

export const clock = new Clock();

interface Outcome {
  readonly error: ActasError | undefined;
  readonly page: { readonly status: number; readonly text: string };
  /** Everything about the attempt that a user, a log or `--debug` could show. */
  readonly everything: string;
}

/** Signs in with a browser that does `browse` once the short URL has led it to the authorization URL. */
export async function attempt(
  source: CredentialServerDefinition,
  browse: (authorizationUrl: URL) => Promise<string>,
): Promise<Outcome> {
  const shown = Promise.withResolvers<Outcome["page"]>();
  const conversation = conversationWith({
    "sign-in": async ({ url }, signal) => {
      const authorizationUrl = await fetch(url, { redirect: "manual" });
      const callback = await browse(new URL(authorizationUrl.headers.get("location")!));
      shown.resolve(new Browser().visit(callback));
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    },
  });
  const error = await signIn(source, "code", { clock, conversation, signIns: new SignIns() }).then(
    () => undefined,
    (thrown: ActasError) => thrown,
  );
  const page = await shown.promise;
  const everything = `${inspect(error, { depth: 10 })} ${error?.hints} ${JSON.stringify(error)} ${page.text}`;
  return { error, page, everything };
}

export function callbackOf(authorizationUrl: URL, parameters: Record<string, string>): string {
  const callback = new URL(authorizationUrl.searchParams.get("redirect_uri")!);
  const state = authorizationUrl.searchParams.get("state")!;
  callback.search = new URLSearchParams({ state, ...parameters }).toString();
  return callback.href;
}
