import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Actions } from "../command-line/action.ts";

interface LoginFlags {
  readonly again?: true;
  readonly browser: boolean;
  readonly grant?: GrantType;
  readonly oauthGrantType?: GrantType;
  readonly qr?: true;
}

/** `actas login [SOURCE]` */
export const loginActions: Actions = {
  "": async (source: string | undefined, { again, browser, qr, ...flags }: LoginFlags) => {
    const typed = flags.grant ?? flags.oauthGrantType;
    if (qr && typed === "code") throw qrWithCode();
    const grantType = qr ? "device" : typed;
    const { signInTo } = await import("../sign-in/sign-in-to.ts");
    const named = source ?? (await (await import("../sign-in/choose-source.ts")).chooseSource());
    const held = again ? "replaced" : "kept";
    await signInTo(named, { browser: qr ? "qr" : browser ? "open" : "print", held, ...(grantType && { grantType }) });
  },
};

/** The address of the code grant leads to this machine, which a phone cannot reach. */
function qrWithCode(): ActasError {
  return new ActasError("usage", "cannot use `--qr` with `--grant code`: its page ends at this machine", {
    hints: ["leave out `--grant code`: a QR code is for the device grant"],
  });
}
