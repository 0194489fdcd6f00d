import { expect, test } from "bun:test";
import { wantsColours } from "./wants-colours.ts";

test.each([
  [{}, true, false],
  [{ NO_COLOR: "" }, true, false],
  [{ NO_COLOR: "1" }, false, false],
  [{ NO_COLOR: "1", FORCE_COLOR: "1", CLICOLOR_FORCE: "1" }, false, false],
  [{ TERM: "dumb" }, false, false],
  [{ TERM: "dumb", FORCE_COLOR: "1" }, true, true],
  [{ CLICOLOR: "0" }, false, false],
  [{ CLICOLOR: "1" }, true, false],
  [{ CLICOLOR_FORCE: "1" }, true, true],
  [{ CLICOLOR_FORCE: "0" }, true, false],
  [{ CLICOLOR: "0", CLICOLOR_FORCE: "1" }, true, true],
  [{ FORCE_COLOR: "3" }, true, true],
  [{ FORCE_COLOR: "0" }, false, false],
  [{ VEGAS_CREDENTIALS_NO_COLOR: "1" }, false, false],
  [{ AWS_MFA_CREDENTIAL_PROCESS_NO_COLOR: "true", FORCE_COLOR: "1" }, false, false],
  [{ VEGAS_CREDENTIALS_NO_COLOR: "false" }, true, false],
])("with %p a terminal has colours: %p, a pipe: %p", (environment, terminal, pipe) => {
  expect([wantsColours("terminal", environment), wantsColours("pipe", environment)]).toEqual([terminal, pipe]);
});
