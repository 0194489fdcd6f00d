import type { World } from "./world.ts";

/** The path of the socket on which the agent of a world listens. */
export function socketOf({ home }: World): string {
  return `${home}/run/actas/agent.sock`;
}

/** Sends lines to the agent that no actas command would; returns its answers, up to `enough` or until it hangs up. */
export async function exchange(world: World, text: string, enough = 1): Promise<unknown[]> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let heard = "";
  const messages = (): string[] => heard.split("\n").slice(0, -1);
  let unsent = Buffer.from(text.endsWith("\n") ? text : `${text}\n`);
  const send = (socket: { write(bytes: Uint8Array): number }): void => {
    unsent = unsent.subarray(Math.max(socket.write(unsent), 0));
  };
  const socket = await Bun.connect({
    unix: socketOf(world),
    socket: {
      open: send,
      drain: send,
      data(_, bytes) {
        heard += bytes.toString();
        if (messages().length >= enough) resolve();
      },
      close: () => resolve(),
      error: () => resolve(),
    },
  });
  await promise;
  socket.end();
  return messages().map((line) => JSON.parse(line));
}
