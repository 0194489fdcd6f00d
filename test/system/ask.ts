/** Asks on the terminal: `ask.ts PROMPT...`, prints each answer; SIGUSR1 takes the question back. */

import { askOnTerminal } from "../../src/cli/terminal/ask-on-terminal.ts";
import { CannotAsk } from "../../src/conversation/conversation.ts";
import { Interrupted } from "../../src/system/terminal/interrupted.ts";

const prompts = process.argv.slice(2);
const takeBack = new AbortController();
process.on("SIGUSR1", () => takeBack.abort(new Error("taken back")));

try {
  for (const prompt of prompts) {
    const answer = await askOnTerminal({
      prompt,
      signal: takeBack.signal,
    });
    console.log(`answer <${answer}>`);
  }
} catch (error) {
  console.log(error instanceof CannotAsk ? `cannot ask: ${error.reason}` : String(error));
  if (error instanceof Interrupted && error.signal) process.kill(process.pid, error.signal);
  process.exit(1);
}
process.exit(0);
