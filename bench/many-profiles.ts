import { appendFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { PROTOCOL } from "../src/agent-api/messages.ts";
import { REQUEST_VARIABLES } from "../src/base/credential-request.ts";
import { VERSION } from "../src/base/version.ts";
import type { World } from "../test/support/world.ts";

/** How many requests are under way at once. */
const AT_ONCE = 16;

/** Adds that many profiles to the config file, each of which has credentials of its own. */
export function addProfiles({ home, sandbox }: World, count: number, from = 0): void {
  const roleArn = "arn:aws:iam::111122223333:role/ReadOnly";
  const sections = Array.from({ length: count }, (_, at) => from + at).map((index) =>
    [
      `\n[profile team-${index}]`,
      "region = eu-west-1",
      `endpoint_url = ${sandbox.url}`,
      `role_arn = ${roleArn}`,
      `role_session_name = person-${index}`,
      "source_profile = ben\n",
    ].join("\n"),
  );
  appendFileSync(configOf(home), sections.join(""));
}

/** Makes the config file look changed. */
export function touchConfig({ home }: World): void {
  utimesSync(configOf(home), new Date(), new Date());
}

/** Has the agent hold the credentials of so many of these profiles. */
export async function fill(world: World, count: number): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await askFor(world, `team-${next++}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Asks as `actas process` does, without the time that a program takes to start. */
async function askFor({ environment, home }: World, target: string): Promise<void> {
  const forwarded = Object.fromEntries(REQUEST_VARIABLES.map((name) => [name, environment[name]]));
  const asked = { target, freshness: "cached", interaction: "never", environment: forwarded };
  const request = { protocol: PROTOCOL, version: VERSION, request: "credentials", delivery: "process", for: asked };
  const answer = Promise.withResolvers<string>();
  let said = "";
  const connection = await Bun.connect({
    unix: join(home, "run/actas/agent.sock"),
    socket: {
      open: (socket) => void socket.write(`${JSON.stringify(request)}\n`),
      data: (_, bytes) => {
        said += bytes.toString();
        const last = said.split("\n").at(-2);
        if (last?.includes('"type":"result"')) answer.resolve(last);
        else if (last?.includes('"type":"error"')) answer.reject(new Error(last));
      },
      close: () => answer.reject(new Error(`the agent hung up: ${said}`)),
    },
  });
  await answer.promise.finally(() => connection.end());
}

function configOf(home: string): string {
  return join(home, ".aws/config");
}
