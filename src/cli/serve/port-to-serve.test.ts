import { expect, test } from "bun:test";
import { portToServe } from "./port-to-serve.ts";

const CONTAINER = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const IMDS = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

test.each([
  ["container", CONTAINER, "http://127.0.0.1:4711/credentials", 4711],
  ["container", CONTAINER, "http://localhost:4711/credentials/prod", 4711],
  ["container", CONTAINER, "http://169.254.170.23/v1/credentials", 12_319],
  ["container", CONTAINER, "http://127.0.0.1/credentials", 12_319],
  ["container", CONTAINER, "nonsense", 12_319],
  ["container", CONTAINER, "", 12_319],
  ["container", IMDS, "http://127.0.0.1:9911/", 12_319],
  ["imds", IMDS, "http://127.0.0.1:9911/", 9911],
  ["imds", IMDS, "http://169.254.169.254/", 80],
  ["imds", IMDS, "http://metadata.example:9911/", 80],
  ["imds", CONTAINER, "http://127.0.0.1:4711/credentials", 80],
] as const)("`serve %s` with %s=%s listens on port %d", (kind, variable, address, port) => {
  const told = portToServe(kind, {}, { [variable]: address });
  expect(told.port).toBe(port);
  expect(told.variable).toBe([4711, 9911].includes(port) ? variable : undefined);
});

test("an option comes before where the environment sends programs", () => {
  expect(portToServe("imds", { port: "0" }, { [IMDS]: "http://127.0.0.1:9911/" })).toEqual({ port: 0 });
});

test("within `exec`, whose endpoint is the agent's, it listens on its usual port", () => {
  const environment = {
    [CONTAINER]: "http://127.0.0.1:4711/credentials",
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/run/user/1/actas/grants/x/token",
  };
  expect(portToServe("container", {}, environment)).toEqual({ port: 12_319 });
});

test.each(["http", "-1", "65536", "1e3", ""])("the port %p is refused", (port) => {
  expect(() => portToServe("imds", { port }, {})).toThrow("a number from 0 to 65535");
});
