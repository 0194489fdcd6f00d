import { expect, test } from "bun:test";
import { proposedName } from "./proposed-name.ts";

test.each([
  ["https://corp.awsapps.com/start", "corp"],
  ["https://d-9067000000.awsapps.com/start", "sso"],
  ["https://ssoins-7223c0ffee.portal.eu-west-1.app.aws", "sso"],
  ["https://start.us-gov-home.awsapps.com/directory/d-9067", "sso"],
  ["https://creds.example.com/api/", "example"],
  ["https://team.creds.example.com/api/", "team"],
  ["http://127.0.0.1:4567/start", "sso"],
  ["http://[::1]:4567/start", "sso"],
  ["http://localhost:4567/start", "sso"],
])("%s is called %s", (url, name) => {
  expect(proposedName(url, "sso", [])).toBe(name);
});

test("a name that is taken gets a number", () => {
  expect(proposedName("https://corp.awsapps.com/start", "sso", ["corp", "corp-2"])).toBe("corp-3");
});
