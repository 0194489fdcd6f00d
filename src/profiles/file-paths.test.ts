import { expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { botoPaths, profilePaths } from "./file-paths.ts";

test("the files are in ~/.aws unless the environment says otherwise", () => {
  expect(profilePaths({ HOME: "/home/ana" })).toEqual({
    config: "/home/ana/.aws/config",
    credentials: "/home/ana/.aws/credentials",
  });
  expect(profilePaths({ HOME: "/home/ana", AWS_CONFIG_FILE: "/c", AWS_SHARED_CREDENTIALS_FILE: "~/k" })).toEqual({
    config: "/c",
    credentials: "/home/ana/k",
  });
});

test("an empty variable counts as absent", () => {
  expect(profilePaths({ HOME: "/h", AWS_CONFIG_FILE: "" }).config).toBe("/h/.aws/config");
});

test("a relative path is refused, since the directory it starts from is unknown", () => {
  expect(() => profilePaths({ HOME: "/h", AWS_CONFIG_FILE: "config" })).toThrow(ActasError);
  expect(() => profilePaths({ HOME: "." })).toThrow("cannot read profiles: HOME is not an absolute path");
});

test("BOTO_CONFIG replaces both of boto's files", () => {
  expect(botoPaths({ HOME: "/h" })).toEqual(["/etc/boto.cfg", "/h/.boto"]);
  expect(botoPaths({ HOME: "/h", BOTO_CONFIG: "~/b" })).toEqual(["/h/b"]);
});
