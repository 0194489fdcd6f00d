import { expect } from "bun:test";
import { connect } from "node:net";
import { holdGrant } from "../../support/held-grant.ts";
import { worldTest } from "../../support/world-test.ts";

worldTest("the endpoint closes a connection that says nothing, or not all, after ten seconds", async (world) => {
  await using grant = await holdGrant(world, "readonly");
  const port = Number(new URL(grant.url).port);
  const begun = `GET /credentials HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  const said = ["", "GET /credentials HTTP/1.1\r\n", begun, `${begun}Authorization: Bearer x\r\n\r\n`];
  const seconds = await Promise.all(said.map((words) => secondsUntilClosed(port, words)));
  for (const lasted of seconds) {
    expect(lasted).toBeGreaterThan(5);
    expect(lasted).toBeLessThan(25);
  }
});

function secondsUntilClosed(port: number, words: string): Promise<number> {
  const start = performance.now();
  const { promise, resolve } = Promise.withResolvers<number>();
  const socket = connect(port, "127.0.0.1", () => socket.write(words));
  const late = setTimeout(() => socket.destroy(), 26_000);
  socket.on("close", () => {
    clearTimeout(late);
    resolve((performance.now() - start) / 1000);
  });
  socket.on("error", () => {});
  socket.resume();
  return promise;
}
