import { expect, test } from "bun:test";
import { ForgingProvider } from "../../../test/support/forging-provider.ts";
import { Clock } from "../../base/clock.ts";
import { authorizeOpenIdDevice, redeemOpenIdDevice } from "./authorize-open-id-device.ts";
import { discoverProvider } from "./discover-provider.ts";

test("the device grant brings the proof of PKCE, as some providers want it, and ends with an ID token", async () => {
  await using provider = new ForgingProvider();
  let challenge = "";
  provider.answers = {
    "/device": (form) => {
      challenge = form.get("code_challenge") ?? "";
      const code = { device_code: "device-code", user_code: "ABCD-EFGH", expires_in: 600 };
      return { ...code, verification_uri: `${provider.issuer}/enter` };
    },
  };
  const context = { source: "yoyodyne", action: "sign in", origin: "a file" };
  const discovered = await discoverProvider(`${provider.issuer}/.well-known/openid-configuration`, context);
  const client = { clientId: "client", scopes: ["openid", "email"], provider: discovered };
  const device = await authorizeOpenIdDevice(client, context, new Clock());
  expect(device.authorization).toMatchObject({
    userCode: "ABCD-EFGH",
    verificationUri: `${provider.issuer}/enter`,
    intervalSeconds: 5,
  });
  const tokens = await redeemOpenIdDevice(client, device, context, new Clock());
  const verifier = provider.asked[0]?.get("code_verifier") ?? "";
  expect(new Bun.CryptoHasher("sha256").update(verifier).digest("base64url")).toBe(challenge);
  expect("idToken" in tokens && tokens.idToken.reveal()).toBe(provider.sent);

  provider.answers = { "/token": () => Response.json({ error: "authorization_pending" }, { status: 400 }) };
  expect(await redeemOpenIdDevice(client, device, context, new Clock())).toMatchObject({
    code: "authorization_pending",
  });
});
