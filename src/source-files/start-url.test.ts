import { expect, test } from "bun:test";
import { normalStartUrl } from "./start-url.ts";

test.each([
  "https://corp.awsapps.com/start",
  "https://corp.awsapps.com/start/",
  "https://corp.awsapps.com/start//",
  "https://corp.awsapps.com/start#",
  "https://corp.awsapps.com/start/#",
  "https://corp.awsapps.com/start#/",
  "https://corp.awsapps.com/start/#/",
  "https://corp.awsapps.com/start/#/?tab=accounts",
  "https://corp.awsapps.com/start?tab=accounts",
  "https://corp.awsapps.com/start/?tab=accounts#/",
  "https://corp.awsapps.com/start/#/console?account_id=111122223333&role_name=Admin",
  "https://CORP.awsapps.com/start",
  "HTTPS://corp.awsapps.com:443/start/",
  "https://corp.awsapps.com./start",
])("%s is the portal https://corp.awsapps.com/start", (spelling) => {
  expect(normalStartUrl(spelling)).toBe("https://corp.awsapps.com/start");
});

test.each([
  ["https://ssoins-1.portal.eu-west-1.app.aws/", "https://ssoins-1.portal.eu-west-1.app.aws"],
  ["https://ssoins-1.portal.eu-west-1.app.aws/#/?tab=accounts", "https://ssoins-1.portal.eu-west-1.app.aws"],
  ["https://identitycenter.amazonaws.com/ssoins-1", "https://identitycenter.amazonaws.com/ssoins-1"],
  ["http://127.0.0.1:8443/start/", "http://127.0.0.1:8443/start"],
  ["http://localhost.:8443/start/", "http://localhost:8443/start"],
  ["https://start.us-gov-home.awsapps.com/directory/corp/#/", "https://start.us-gov-home.awsapps.com/directory/corp"],
])("%s is the portal %s", (spelling, portal) => {
  expect(normalStartUrl(spelling)).toBe(portal);
});

test.each(["https://corp.awsapps.com/start2", "https://other.awsapps.com/start", "https://corp.awsapps.com/Start"])(
  "%s is another portal",
  (other) => {
    expect(normalStartUrl(other)).not.toBe("https://corp.awsapps.com/start");
  },
);
