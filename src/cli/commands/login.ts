import type { GrantType } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import { signInJson } from "../json/sign-in-json.ts";

interface LoginFlags {
  readonly again?: true;
  readonly browser: boolean;
  readonly grant?: GrantType;
  readonly json?: true;
  readonly oauthGrantType?: GrantType;
  readonly qr?: true;
}

/** `actas login [SOURCE]` */
export const loginActions: Actions = {
  "": async (source: string | undefined, { again, browser, json, qr, ...flags }: LoginFlags) => {
    const typed = flags.grant ?? flags.oauthGrantType;
    if (qr && typed === "code") throw qrWithCode();
    const grantType = qr ? "device" : typed;
    const { signedInTo, signInTo } = await import("../sign-in/sign-in-to.ts");
    const named = source ?? (await (await import("../sign-in/choose-source.ts")).chooseSource());
    const held = again ? "replaced" : "kept";
    const shown = qr ? "qr" : browser ? "open" : "print";
    const how = { browser: shown, held, ...(grantType && { grantType }) } as const;
    if (!json) return signInTo(named, how);
    const { held: isHeld = false, ...signedIn } = await signedInTo(named, how);
    printJson("login", { ...signInJson(signedIn), held: isHeld });
  },
};

/** The address of the code grant leads to this machine, which a phone cannot reach. */
function qrWithCode(): ActasError {
  return new ActasError("usage", "cannot use `--qr` with `--grant code`: its page ends at this machine", {
    hints: ["leave out `--grant code`: a QR code is for the device grant"],
  });
}
