import { runAgent } from "../agent/run.ts";
import { ActasError } from "../base/errors.ts";
import { jsonText } from "../base/printable.ts";

/** Becomes the agent, in the foreground, until it ends. A command that starts it wants its errors as JSON. */
export async function becomeAgent(role: "first" | "successor", errors: "thrown" | "as-json"): Promise<never> {
  const started = runAgent(role);
  await (errors === "as-json" ? started.catch(explainAsJson) : started);
  return new Promise<never>(() => {});
}

/** In the form errors have on the socket. */
async function explainAsJson(error: unknown): Promise<never> {
  if (error instanceof ActasError) {
    const { say } = await import("./say.ts");
    say(jsonText({ error: error.code, error_description: error.message, hints: error.hints }, "one-line"));
  }
  process.exit(1);
}
