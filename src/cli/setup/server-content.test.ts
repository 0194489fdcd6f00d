import { expect, test } from "bun:test";
import { Secret } from "../../base/secret.ts";
import { type ServerFlags, serverContent } from "./server-content.ts";

const FLAGS: ServerFlags = { url: "https://x.example.com/", clientId: "actas", check: true };

test.each([
  [{}, { code_grant: {} }],
  [{ grant: ["device"] }, { device_grant: {} }],
  [{ grant: ["device", "code"] }, { code_grant: {}, device_grant: {}, default_grant_type: "device_grant" }],
  [
    { localPort: 8400, useLocalhost: true, authorizationEndpoint: "a" },
    { code_grant: { authorization_endpoint: "a", local_port: 8400, use_localhost: true } },
  ],
  [
    { grant: ["code", "device"], deviceAuthorizationEndpoint: "d" },
    { code_grant: {}, device_grant: { device_authorization_endpoint: "d" }, default_grant_type: "code_grant" },
  ],
  [
    { scope: ["openid"], tokenEndpoint: "t", revocationEndpoint: "r" },
    { scope: ["openid"], token_endpoint: "t", revocation_endpoint: "r", code_grant: {} },
  ],
] as const)("%j become %j", (flags, oauth) => {
  const content = serverContent("team", { ...FLAGS, ...flags } as ServerFlags, undefined);
  expect(content).toEqual({
    id: "team",
    url: "https://x.example.com/",
    oauth: { client_id: "actas", ...oauth },
  } as never);
});

test("the secret is the one that was typed", () => {
  expect(serverContent("team", FLAGS, new Secret("hush")).oauth?.client_secret).toBe("hush");
});

test.each([
  [{ grant: ["device"], localPort: 8400 }, "`--local-port`: it belongs to the code grant"],
  [{ deviceAuthorizationEndpoint: "d" }, "`--device-authorization-endpoint`: it belongs to the device grant"],
  [{ grant: ["password"] }, '`--grant` with "password": it is `code` or `device`'],
])("%j is refused", (flags, message) => {
  expect(() => serverContent("team", { ...FLAGS, ...flags }, undefined)).toThrow(`cannot use ${message}`);
});
