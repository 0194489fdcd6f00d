/** Becomes the command given as its arguments, or as JSON in INSTEAD, after opening what must not reach it. */
import { becomeCommand, ExecFailure } from "../../src/system/processes/exec.ts";
import { inheritedDescriptors } from "../../src/system/processes/inherited-descriptors.ts";
import { ownArgv } from "../../src/system/processes/own-argv.ts";

const inherited = inheritedDescriptors();
const variables = { ADDED: "added é", REMOVED: null };
const instead: string[] | undefined = process.env.INSTEAD && JSON.parse(process.env.INSTEAD);
const words = instead?.map((word) => new TextEncoder().encode(`${word}\0`)) ?? ownArgv(process.argv.length - 2);

if (process.env.OPEN_SOCKETS) {
  const unix = `\0${crypto.randomUUID()}`;
  Bun.listen({ unix, socket: { data() {} } });
  await Bun.connect({ unix, socket: { data() {} } });
  await fetch(Bun.serve({ port: 0, fetch: () => new Response("hello") }).url);
}
if (process.env.TOUCH_STDOUT) process.stdout.write("touched\n");

try {
  becomeCommand(words, variables, inherited);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.log(error.message);
  process.exit(error instanceof ExecFailure ? error.exitCode : 2);
}
