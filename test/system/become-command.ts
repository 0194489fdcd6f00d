/** Becomes the command given as its arguments, after opening what must not reach it. */
import { becomeCommand, ExecFailure } from "../../src/system/exec.ts";
import { inheritedDescriptors } from "../../src/system/inherited-descriptors.ts";

const inherited = inheritedDescriptors();
const variables = { ADDED: "added é", REMOVED: null };

if (process.env.OPEN_SOCKETS) {
  const unix = `\0${crypto.randomUUID()}`;
  Bun.listen({ unix, socket: { data() {} } });
  await Bun.connect({ unix, socket: { data() {} } });
  await fetch(Bun.serve({ port: 0, fetch: () => new Response("hello") }).url);
}
if (process.env.TOUCH_STDOUT) process.stdout.write("touched\n");

try {
  becomeCommand(process.argv.length - 2, variables, inherited);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.log(error.message);
  process.exit(error instanceof ExecFailure ? error.exitCode : 2);
}
