import { expect, test } from "bun:test";
import type { Environment } from "../base/environment.ts";
import { IS_MACOS } from "../system/libc.ts";
import { pathsFrom as pathsWith } from "./paths.ts";

const pathsFrom = (environment: Environment, runtimeHome?: string, hostName = "") =>
  pathsWith(environment, runtimeHome, hostName);
const HOME = "/home/ana";
const refusal = (environment: Environment): unknown => {
  try {
    return pathsFrom(environment);
  } catch (error) {
    return { ...(error as Error), message: (error as Error).message };
  }
};

test("without XDG variables everything is below HOME, where the specification says", () => {
  expect(pathsFrom({ HOME })).toEqual({
    runtime: "/home/ana/.local/state/actas/run",
    socket: "/home/ana/.local/state/actas/run/agent.sock",
    state: "/home/ana/.local/state/actas",
    config: "/home/ana/.config/actas",
  });
});

test.each(["/", "//", "/home/ana/"])("HOME may end with a slash, as %p does", (HOME) => {
  expect(pathsFrom({ HOME }).state).toBe(`${HOME.replace(/\/+$/, "")}/.local/state/actas`);
  expect(pathsFrom({ HOME }).config).toBe(`${HOME.replace(/\/+$/, "")}/.config/actas`);
});

test("each XDG variable moves its directory, and with all of them HOME is not needed", () => {
  expect(pathsFrom({ XDG_STATE_HOME: "/state", XDG_CONFIG_HOME: "/config" }, "/run/user/1000")).toEqual({
    runtime: "/run/user/1000/actas",
    socket: "/run/user/1000/actas/agent.sock",
    state: "/state/actas",
    config: "/config/actas",
  });
});

test("below HOME, which several machines may share, the agent's directory has the machine's name", () => {
  expect(pathsFrom({ HOME }, undefined, "build-1.corp").runtime).toBe("/home/ana/.local/state/actas/run-build-1.corp");
  expect(pathsFrom({ HOME }, undefined, "../a b\u0007").runtime).toBe("/home/ana/.local/state/actas/run-.._a_b_");
});

test("relative and empty paths are ignored, as the specification says", () => {
  expect(pathsFrom({ HOME, XDG_STATE_HOME: "", ACTAS_AGENT_SOCK: "agent.sock" })).toEqual(pathsFrom({ HOME }));
});

test.each(["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "ACTAS_AGENT_SOCK"])(
  "a path in %s that is not UTF-8 is refused: files would be kept in another directory",
  (variable) => {
    expect(refusal({ HOME, [variable]: "/home/caf\ufffd" })).toMatchObject({
      code: "configuration",
      message: `cannot tell where to keep files: the path in ${variable} is not UTF-8`,
    });
  },
);

test("ACTAS_AGENT_SOCK moves the socket and the files beside it", () => {
  const { runtime, socket, state } = pathsFrom({ HOME, ACTAS_AGENT_SOCK: "/tmp/mine/sock" }, "/run", "host");
  expect([runtime, socket, state]).toEqual(["/tmp/mine", "/tmp/mine/sock", "/home/ana/.local/state/actas"]);
});

test("HOME is named in the error where it is needed and missing", () => {
  for (const environment of [{}, { HOME: "" }]) {
    expect(refusal(environment)).toMatchObject({
      code: "configuration",
      message: "cannot tell where to keep files: HOME is not set",
    });
  }
});

test("a relative HOME is refused: the agent would take it for another directory than the command", () => {
  expect(refusal({ HOME: "." })).toMatchObject({
    code: "configuration",
    message: "cannot tell where to keep files: HOME is not an absolute path",
  });
});

test("a socket's path may be as long as the system allows, in bytes", () => {
  const longest = IS_MACOS ? 103 : 107;
  const path = `/${"é".repeat((longest - 1) / 2)}`;
  expect(Buffer.byteLength(path)).toBe(longest);
  expect(pathsFrom({ HOME, ACTAS_AGENT_SOCK: path }).socket).toBe(path);
  expect(refusal({ HOME, ACTAS_AGENT_SOCK: `${path}x` })).toMatchObject({
    code: "configuration",
    message: `cannot use ${path}x as the agent's socket: it is ${longest + 1} bytes long, and the system takes ${longest}`,
  });
});
