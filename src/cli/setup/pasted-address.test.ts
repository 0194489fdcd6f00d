import { expect, test } from "bun:test";
import { pastedAddress } from "./pasted-address.ts";

const CORP = { kind: "portal", url: "https://corp.awsapps.com/start" } as const;
const DIRECTORY = { kind: "portal", url: "https://d-9067000000.awsapps.com/start" } as const;

test.each([
  ["https://d-9067000000.awsapps.com/start/#/?tab=accounts", DIRECTORY],
  ["  https://d-9067000000.awsapps.com/start/  ", DIRECTORY],
  ["d-9067000000.awsapps.com/start", DIRECTORY],
  ["<https://corp.awsapps.com/start#/console?account_id=111122223333&role_name=Dev>", CORP],
  ["corp.awsapps.com", CORP],
  ["https://corp.awsapps.com/", CORP],
  ["Start URL: https://corp.awsapps.com/start", CORP],
  ["HTTPS://CORP.awsapps.com/start", CORP],
  [
    "https://ssoins-7223c0ffee.portal.eu-west-1.app.aws",
    { kind: "portal", url: "https://ssoins-7223c0ffee.portal.eu-west-1.app.aws", region: "eu-west-1" },
  ],
  [
    "https://ssoins-7223c0ffee.portal.eu-west-1.app.aws/#/?tab=accounts",
    { kind: "portal", url: "https://ssoins-7223c0ffee.portal.eu-west-1.app.aws", region: "eu-west-1" },
  ],
  [
    "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-9067#/",
    {
      kind: "portal",
      url: "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-9067",
      region: "us-gov-west-1",
    },
  ],
  [
    "https://start.us-gov-home.awsapps.com/directory/d-9067",
    { kind: "portal", url: "https://start.us-gov-home.awsapps.com/directory/d-9067" },
  ],
] as const)("%p is a portal", (text, expected) => {
  expect(pastedAddress(text)).toEqual(expected);
});

test.each([
  ["https://creds.example.com/api", { kind: "other", url: "https://creds.example.com/api/" }],
  ["creds.example.com", { kind: "other", url: "https://creds.example.com/" }],
  ["http://127.0.0.1:4567/lend/", { kind: "other", url: "http://127.0.0.1:4567/lend/" }],
  // Its host only looks like one of a portal.
  ["https://corp.awsapps.com.example/start", { kind: "other", url: "https://corp.awsapps.com.example/start/" }],
  ["AKIAIOSFODNN7EXAMPLE", { kind: "keys" }],
  ["https://111122223333.signin.aws.amazon.com/console", { kind: "keys" }],
] as const)("%p is none", (text, expected) => {
  expect(pastedAddress(text)).toEqual(expected);
});

test.each(["corp", "", "http://corp.awsapps.com/start", "https://ana:secret@corp.awsapps.com/start"])(
  "%p is refused",
  (text) => {
    expect(pastedAddress(text)).toMatchObject({ kind: "none" });
  },
);

test("the page on which one types a password is not the portal", () => {
  expect(pastedAddress("https://eu-west-1.signin.aws/platform/login?workflowStateHandle=x")).toMatchObject({
    problem: expect.stringContaining("it is the page of one sign-in"),
  });
});
