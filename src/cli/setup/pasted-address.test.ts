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
  ["https://corp.awsapps.com./start", CORP],
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
  // Their hosts only look like one of a portal.
  ["https://corp.aws\u0430pps.com/start", { kind: "other", url: "https://corp.xn--awspps-5nf.com/start/" }],
  ["https://a.example\\@corp.awsapps.com/start", { kind: "other", url: "https://a.example/@corp.awsapps.com/start/" }],
  ["https://corp.awsapps.com%2ea.example/", { kind: "other", url: "https://corp.awsapps.com.a.example/" }],
  ["http://2130706433:80/", { kind: "other", url: "http://127.0.0.1/" }],
  ["https://corp.awsapps.com.example/start", { kind: "other", url: "https://corp.awsapps.com.example/start/" }],
  ["AKIAIOSFODNN7EXAMPLE", { kind: "keys" }],
  ["https://111122223333.signin.aws.amazon.com/console", { kind: "keys" }],
] as const)("%p is none", (text, expected) => {
  expect(pastedAddress(text)).toEqual(expected);
});

test.each([
  ["https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1", "it is the console of AWS"],
  ["console.aws.amazon.com", "it is the console of AWS"],
  ["https://111122223333-abcdefgh.eu-west-1.console.aws.amazon.com/", "it is the console of AWS"],
  ["https://console.amazonaws-us-gov.com/", "it is the console of AWS"],
  ["https://signin.aws.amazon.com/signin?redirect_uri=x", "it is the page on which IAM users"],
  ["https://us-east-1.signin.aws.amazon.com/oauth", "it is the page on which IAM users"],
  ["https://eu-west-1.signin.aws/platform/login", "it is the page of one sign-in"],
  ["https://docs.aws.amazon.com/singlesignon/", "it is a page about AWS"],
  ["https://portal.sso.eu-west-1.amazonaws.com/", "it is an API of AWS"],
  ["https://oidc.cn-north-1.amazonaws.com.cn/token", "it is an API of AWS"],
  ["https://github.com/corp/infra", "it is a page about programs"],
  ["https://corp.github.io/aws", "it is a page about programs"],
  ["https://awsapps.com/start", "the name of the portal is missing"],
  ["https://corp.awsaps.com/start", "it ends with awsaps.com, and AWS access portals with awsapps.com"],
  ["https://corp.awsapp.com/start", "it ends with awsapp.com"],
  ["https://corp.awsapps.co/start", "it ends with awsapps.co"],
  ["https://corp.awsapps.con/start", "it ends with awsapps.con"],
  ["https://corp.aws-apps.com/start", "it ends with aws-apps.com"],
  ["https://github.com./corp/infra", "it is a page about programs"],
  ["javascript://corp.awsapps.com/%0aalert(1)", "it must begin with https://"],
  ["http://169.254.169.254/latest/meta-data/", "it must begin with https://"],
  ["https://", "it is not an address"],
  [":::", "it is not an address"],
  ["corp", "it is not an address"],
  ["1", "it is not an address"],
])("%p is known: %s", (text, problem) => {
  expect(pastedAddress(text)).toMatchObject({ kind: "none", problem: expect.stringContaining(problem) });
});

test.each(["webapps.com", "myapps.com", "abc.execute-api.eu-west-1.amazonaws.com", "creds.example.co"])(
  "%p may be a credential server",
  (host) => {
    expect(pastedAddress(`https://creds.${host}/`).kind).toBe("other");
  },
);

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
