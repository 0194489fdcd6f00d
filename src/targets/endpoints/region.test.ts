import { expect, test } from "bun:test";
import { refusal, resolve } from "../../../test/profile-files.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const BAD = "region = <your region>";
const config = ({ fallback = "", user = "", own = "", partition = "aws" }): string =>
  `[default]\n${fallback}\n[profile ana]\n${KEYS}\n${user}
[profile ro]\nrole_arn = arn:${partition}:iam::111122223333:role/R\nsource_profile = ana\n${own}`;
const ro = (files: Parameters<typeof config>[0], asked = {}) => resolve(config(files), { target: "ro", ...asked });

test.each([
  ["the profile has one of its own", { fallback: BAD, own: "region = eu-west-1" }, {}, "eu-west-1"],
  ["it is its source's", { user: BAD, own: "region = eu-west-1" }, {}, "eu-west-1"],
  ["its source has one", { fallback: BAD, user: "region = eu-west-1" }, {}, "eu-west-1"],
  ["one is typed", { fallback: BAD, own: BAD }, { region: "eu-west-1" }, "eu-west-1"],
  ["AWS_REGION is set", { own: BAD }, { environment: { AWS_REGION: "eu-west-1" } }, "eu-west-1"],
  [
    "AWS_REGION outranks it",
    {},
    { environment: { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "<your region>" } },
    "eu-west-1",
  ],
])("an invalid region does no harm when %s", async (_, files, asked, region) => {
  const target = await ro(files, asked);
  expect(target.region).toBe(region);
  expect(target.chain[0]?.sts.region).toBe(region);
});

test("nor does it where STS of another partition is called", async () => {
  const target = await ro({ partition: "aws-cn", own: "region = eu-west-1", user: "region = cn-<x>", fallback: BAD });
  expect([target.region, target.chain[0]?.sts.region]).toEqual(["eu-west-1", "cn-north-1"]);
});

test.each([
  ['`region` of profile "default"', { fallback: BAD }, {}],
  ['`region` of profile "ro"', { own: BAD, user: "region = eu-west-1" }, {}],
  ["`--region`", { own: "region = eu-west-1" }, { region: "<your region>" }],
  ['`AWS_REGION` ("<your region>")', { own: "region = eu-west-1" }, { environment: { AWS_REGION: "<your region>" } }],
])("%s is refused where it counts", async (name, files, asked) => {
  expect((await refusal(config(files), { target: "ro", ...asked })).message).toBe(
    `cannot use ${name}: it is not the name of a region`,
  );
});
