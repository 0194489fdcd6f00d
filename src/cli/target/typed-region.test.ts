import { expect, test } from "bun:test";
import { ACTION_TABLE } from "../command-line/action-table.ts";
import { typedRegion } from "./typed-region.ts";

test("a region is taken as it is typed", () => {
  expect(["eu-west-1", "us-gov-west-1"].map(typedRegion)).toEqual(["eu-west-1", "us-gov-west-1"]);
});

test("what can be no region is refused; a role behind `-r` is told where it stands", () => {
  for (const text of ["evil.example/", "eu west", "EU-WEST-1", "-x"])
    expect(() => typedRegion(text)).toThrow(expect.objectContaining({ code: "usage", hints: [] }));
  expect(() => typedRegion("arn:aws:iam::222233334444:role/TeamAP")).toThrow(
    expect.objectContaining({ hints: [expect.stringContaining("the role is the target, `SOURCE:ROLE_ARN`")] }),
  );
});

test("the console refuses it before anything is asked", async () => {
  const actions = await ACTION_TABLE.console?.();
  const opened = actions?.[""]?.("staging", { region: "evil.example/", via: "federation" }) as Promise<void>;
  await expect(opened).rejects.toThrow("cannot use `--region`: it is not the name of a region");
});
