import { expect, test } from "bun:test";
import { awsEndpoints } from "./aws-endpoints.ts";

const LOCAL = "http://127.0.0.1:4566";

test.each([
  [{}, {}],
  [{ AWS_ENDPOINT_URL: LOCAL }, { sts: LOCAL, kms: LOCAL }],
  [
    { AWS_ENDPOINT_URL: LOCAL, AWS_ENDPOINT_URL_STS: "https://sts.example" },
    { sts: "https://sts.example", kms: LOCAL },
  ],
  [{ AWS_ENDPOINT_URL: LOCAL, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, {}],
])("the environment %p names %p", (environment, endpoints) => {
  expect(awsEndpoints(environment)).toEqual(endpoints);
});

test.each(["http://sts.example", "sts.example", "http://127.0.0.1.example", "file:///x"])(
  "keys and tokens do not go to %s",
  (url) => {
    expect(() => awsEndpoints({ AWS_ENDPOINT_URL_STS: url })).toThrow("cannot use AWS_ENDPOINT_URL_STS: it must begin");
  },
);
