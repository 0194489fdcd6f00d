/** Shows progress, and messages while it is shown. */

import { Progress } from "../../src/cli/terminal/progress.ts";
import { say, sayError, writeMessage } from "../../src/cli/terminal/say.ts";

for (const message of [say, sayError, writeMessage]) {
  using progress = new Progress();
  progress.show("3 roles so far");
  message("a message");
}
using last = new Progress();
last.show("the last");
