import { expect, test } from "bun:test";
import { systemError } from "../../base/system-error.ts";
import { portTaken } from "./port-taken.ts";

test("a port that the system keeps for root is answered with how to have another one", () => {
  const error = systemError(Object.assign(new Error("denied"), { code: "EACCES" }), "listen on 127.0.0.1:22");
  expect(portTaken(error, { port: 22 })).toMatchObject({
    message: "cannot listen on port 22: the system lets only root have it",
    hints: ["`--port 0` takes any free port, `--port PORT` another one"],
  });
});

test("what is not about the port stays as it is", () => {
  const error = new Error("something else");
  expect(portTaken(error, { port: 12_319 })).toBe(error);
});
