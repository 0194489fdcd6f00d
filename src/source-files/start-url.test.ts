import { expect, test } from "bun:test";
import { isSameStartUrl } from "./start-url.ts";

test.each([
  ["https://corp.awsapps.com/start", "https://corp.awsapps.com/start/"],
  ["https://corp.awsapps.com/start", "https://corp.awsapps.com/start/#/"],
  ["https://corp.awsapps.com/start", "https://corp.awsapps.com/start#"],
  ["https://CORP.awsapps.com/start", "https://corp.awsapps.com/start"],
  ["https://ssoins-1.portal.eu-west-1.app.aws", "https://ssoins-1.portal.eu-west-1.app.aws/"],
])("%s and %s are the same portal", (one, other) => {
  expect(isSameStartUrl(one, other)).toBe(true);
});

test.each([
  ["https://corp.awsapps.com/start", "https://corp.awsapps.com/start2"],
  ["https://corp.awsapps.com/start", "https://other.awsapps.com/start"],
  ["https://corp.awsapps.com/start", "https://corp.awsapps.com/Start"],
])("%s and %s are not", (one, other) => {
  expect(isSameStartUrl(one, other)).toBe(false);
});
