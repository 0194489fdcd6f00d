import type { MadeUpAws } from "../made-up-aws.ts";
import { codePage, messagePage, pageResponse, signInPage } from "../page.ts";
import { personOf } from "../people.ts";
import type { DeviceRequest } from "./identity-center.ts";
import { DEVICE_PATH } from "./start-device-authorization.ts";

/** Asks for the code that a device shows or, if the address has it, whether that device may act for the person. */
export function showDevicePage(request: Request, aws: MadeUpAws): Response {
  return pageFor(new URL(request.url).searchParams.get("user_code"), aws);
}

/** Takes the code that was typed, or the answer. */
export async function takeDeviceAnswer(request: Request, aws: MadeUpAws): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const person = personOf(form.get("person"));
  const device = waitingDevice(form.get("user_code"), aws);
  if (!device || !person) return pageFor(form.get("user_code"), aws);
  const allowed = form.get("answer") === "allow";
  device.answer = allowed ? person : "denied";
  return pageResponse(
    allowed
      ? messagePage("You are signed in", "The program goes on by itself. You can close this page.")
      : messagePage("You said no", "The program gets nothing. You can close this page."),
  );
}

function pageFor(userCode: string | null, aws: MadeUpAws): Response {
  if (!userCode) return pageResponse(codePage(DEVICE_PATH));
  const device = waitingDevice(userCode, aws);
  if (!device)
    return pageResponse(messagePage("No program waits for this code", "It may have ended: start again."), 400);
  const hidden = { user_code: device.userCode };
  const { clientName: client, userCode: shown } = device;
  return pageResponse(signInPage({ action: DEVICE_PATH, hidden, client, lends: "AWS accounts", userCode: shown }));
}

/** Accepts lower case and a missing dash, as people type them. */
function waitingDevice(typed: string | null, { identityCenter, now }: MadeUpAws): DeviceRequest | undefined {
  const letters = (typed ?? "").toUpperCase().replace(/[^A-Z]/g, "");
  const held = identityCenter.userCodes.find(`${letters.slice(0, 4)}-${letters.slice(4)}`);
  return held?.value.answer === "pending" && held.expiresAt > now() ? held.value : undefined;
}
