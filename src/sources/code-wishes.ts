import type { CredentialRequest } from "../base/credential-request.ts";
import type { CodeWishes } from "../conversation/asker.ts";
import { configurationHome } from "../files/home.ts";
import { readSettings } from "../settings/settings.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { typedAs } from "../targets/typed-as.ts";

/** What a request, and the user's settings, say about a code. */
export function codeWishes(target: ResolvedTarget, request: CredentialRequest): CodeWishes {
  const { dialogs, hideArns, mfaInputs } = request;
  return {
    target: typedAs(target.name, request),
    patienceMs: async () => (await patienceSeconds(request)) * 1000,
    ...(dialogs && { dialogs }),
    ...(hideArns && { hideArns }),
    ...(mfaInputs && { mfaInputs }),
  };
}

async function patienceSeconds({ environment, mfaTimeoutSeconds }: CredentialRequest): Promise<number> {
  if (mfaTimeoutSeconds !== undefined) return mfaTimeoutSeconds;
  const folder = configurationHome(environment, "tell how long a code is waited for");
  return (await readSettings(`${folder}/actas`)).mfaTimeoutSeconds;
}
