import { expect, test } from "bun:test";
import { IS_MACOS } from "../libc.ts";
import { preferNewestListener } from "./newest-listener.ts";

function listen(name: string, port = 0) {
  return Bun.serve({ hostname: "127.0.0.1", port, reusePort: true, fetch: () => new Response(name) });
}

async function whoAnswers(port: number): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (let time = 0; time < 60; time++) {
    names.add(await (await fetch(`http://127.0.0.1:${port}/`, { keepalive: false })).text());
  }
  return names;
}

test.skipIf(IS_MACOS)(
  "of two listeners on one port the second gets the new connections, and then the third",
  async () => {
    const first = listen("first");
    const port = first.port ?? 0;
    const second = listen("second", port);
    expect(await whoAnswers(port)).toEqual(new Set(["first", "second"]));
    preferNewestListener(port);
    expect(await whoAnswers(port)).toEqual(new Set(["second"]));

    await first.stop(true);
    expect(await whoAnswers(port)).toEqual(new Set(["second"]));
    const third = listen("third", port);
    expect(await whoAnswers(port)).toEqual(new Set(["third"]));
    await third.stop(true);
    expect(await whoAnswers(port)).toEqual(new Set(["second"]));
    await second.stop(true);
  },
);
