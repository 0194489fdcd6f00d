import { expect, test } from "bun:test";
import { agentEnvironment } from "./agent-environment.ts";

test("the agent is told who the user is and where things are", () => {
  const environment = {
    HOME: "/home/ana",
    PATH: "/usr/bin",
    LC_ALL: "C.UTF-8",
    XDG_RUNTIME_DIR: "/run/user/1000",
    SSL_CERT_DIR: "/etc/ssl/certs",
    ACTAS_LOG_LEVEL: "debug",
  };
  expect(agentEnvironment({ directory: "/project", environment })).toEqual(environment);
});

test.each([
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_PROFILE",
  "BUN_OPTIONS",
  "BUN_CONFIG_VERBOSE_FETCH",
  "NODE_OPTIONS",
  "NODE_EXTRA_CA_CERTS",
  "LD_PRELOAD",
  "DYLD_INSERT_LIBRARIES",
  "GITHUB_TOKEN",
  "HTTPS_PROXY",
  "no_proxy",
  "ALL_PROXY",
  "AWS_CA_BUNDLE",
  "SSL_CERT_FILE",
  "HOMEPAGE",
])("the agent is not told %s", (name) => {
  expect(agentEnvironment({ directory: "/project", environment: { [name]: "value" } })).toEqual({});
});

test("variables that are not set stay so", () => {
  expect(agentEnvironment({ directory: "/project", environment: {} })).toEqual({});
});

test("PATH leads to nothing in the directory of the command", () => {
  const environment = { PATH: `.:${import.meta.dir}::../bin:/usr/bin` };
  expect(agentEnvironment({ directory: import.meta.dir, environment })).toEqual({ PATH: "/usr/bin" });
});
