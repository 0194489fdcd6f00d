import { afterEach, expect, test } from "bun:test";
import { broughtVariables, markBrought } from "./brought-variables.ts";
import { environmentChanges } from "./environment-changes.ts";
import { requestEnvironment } from "./request-environment.ts";

const VARIABLES = ["AWS_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "HOME", "ACTAS_BROUGHT"];
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));

/** This command's environment, changed as that of a program is. */
function change(changes: Readonly<Record<string, string | null | undefined>>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

afterEach(() => change(before));

const FAR = {
  AWS_REGION: "us-west-2",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1/?a=b&c=d e,*",
  AWS_ENDPOINT_URL_S3: "http://s3",
};

test("what a target has brought is not the user's for another one", () => {
  change({ ...before, AWS_REGION: undefined });
  change(environmentChanges(FAR));
  expect(requestEnvironment()).not.toHaveProperty("AWS_REGION");
  expect(requestEnvironment()).not.toHaveProperty("AWS_ENDPOINT_URL");
  expect(environmentChanges({ AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL_S3: "http://other" })).toEqual({
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL: null,
    AWS_ENDPOINT_URL_S3: "http://other",
    ACTAS_BROUGHT: "AWS_REGION=eu-west-1,AWS_ENDPOINT_URL_S3=http%3A%2F%2Fother",
  });
});

test("what another target brings is its own, also where it is the same", () => {
  change(environmentChanges(FAR));
  expect(environmentChanges(FAR)).toEqual({ ...FAR, ACTAS_BROUGHT: process.env.ACTAS_BROUGHT ?? "" });
});

test("what the user has set stays the user's, before a target and after it", () => {
  change({ AWS_REGION: "eu-north-1" });
  change(environmentChanges({ ...FAR, AWS_REGION: "eu-north-1" }));
  expect(requestEnvironment().AWS_REGION).toBe("eu-north-1");
  change({ AWS_ENDPOINT_URL: "http://mine" });
  expect(requestEnvironment().AWS_ENDPOINT_URL).toBe("http://mine");
  expect(environmentChanges({ AWS_ENDPOINT_URL: "http://theirs" })).not.toHaveProperty("AWS_ENDPOINT_URL");
});

test("when a target ends, what it has brought goes", () => {
  change(environmentChanges(FAR));
  expect(markBrought({})).toEqual({
    AWS_REGION: null,
    AWS_ENDPOINT_URL: null,
    AWS_ENDPOINT_URL_S3: null,
    ACTAS_BROUGHT: null,
  });
});

test("the mark hides nothing but regions, endpoints and their kind", () => {
  change({ ACTAS_BROUGHT: `HOME=${encodeURIComponent(process.env.HOME ?? "")},AWS_REGION,=,%zz` });
  expect(broughtVariables()).toEqual(new Set());
});
