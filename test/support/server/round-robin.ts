/** A load balancer as small as can be: asks replicas in turn, and leaves out those that are not ready. */
export interface RoundRobin extends AsyncDisposable {
  readonly url: string;
  add(replica: string): void;
  /** Requests that a client saw fail, with why. */
  readonly failures: readonly string[];
  readonly answered: number;
}

const LOOK_EVERY_MS = 50;

/** As those do that people use: it looks at `/readyz`, and passes on what it gets. */
export function roundRobin(): RoundRobin {
  const replicas = new Map<string, boolean>();
  const failures: string[] = [];
  let [turn, answered] = [0, 0];
  const look = async (): Promise<void> => {
    for (const replica of replicas.keys()) {
      const status = await fetch(`${replica}readyz`).then(
        ({ status: one }) => one,
        () => 0,
      );
      replicas.set(replica, status === 200);
    }
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      const ready = [...replicas].filter(([, isReady]) => isReady).map(([replica]) => replica);
      const replica = ready[turn++ % Math.max(ready.length, 1)];
      if (!replica) return new Response("no replica is ready", { status: 502 });
      const { pathname, search } = new URL(request.url);
      try {
        const answer = await fetch(`${replica.slice(0, -1)}${pathname}${search}`, { method: request.method });
        answered++;
        if (answer.status >= 500) failures.push(`${replica}: ${answer.status}`);
        return answer;
      } catch (error) {
        failures.push(`${replica}: ${String(error)}`);
        return new Response("", { status: 502 });
      }
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/`,
    add: (replica) => void replicas.set(replica, true),
    failures,
    get answered() {
      return answered;
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(looking);
      await server.stop(true);
    },
  };
}
