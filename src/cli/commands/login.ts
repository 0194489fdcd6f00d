import type { GrantType } from "../../base/credential-request.ts";
import type { Actions } from "../command-line/action.ts";

interface LoginFlags {
  readonly again?: true;
  readonly browser: boolean;
  readonly grant?: GrantType;
  readonly oauthGrantType?: GrantType;
}

/** `actas login [SOURCE]` */
export const loginActions: Actions = {
  "": async (source: string | undefined, { again, browser, oauthGrantType, grant = oauthGrantType }: LoginFlags) => {
    const { signInTo } = await import("../sign-in/sign-in-to.ts");
    const named = source ?? (await (await import("../sign-in/choose-source.ts")).chooseSource());
    const held = again ? "replaced" : "kept";
    await signInTo(named, { browser: browser ? "open" : "print", held, ...(grant && { grantType: grant }) });
  },
};
