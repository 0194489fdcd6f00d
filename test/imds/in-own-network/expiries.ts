import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CLIENTS } from "../../clients/clients.ts";
import { installed, passesThroughExpiries, shortLives } from "../../clients/through-expiries.ts";
import { PageSession } from "../../support/page-session.ts";
import { servesIn } from "../../support/served.ts";
import { until } from "../../support/until.ts";
import { World } from "../../support/world.ts";
import { ServedImds } from "../served.ts";

test("over two expiries and a switch no program fails", async () => {
  const world = new World();
  await shortLives(world);
  await using served = await ServedImds.start(world, ["readonly", "--web"]);
  const link = await until("the page is there", () => servesIn(world)[0]?.page);
  const page = await PageSession.open(link);
  // The others are in lives.test.ts and switch.test.ts.
  const clients = CLIENTS.filter(({ imds }) => imds?.verdict === undefined && imds?.keeps === undefined);
  await passesThroughExpiries({
    world,
    clients: installed(clients).here,
    environment: {},
    words: ["/usr/bin/env", "--unset=AWS_EC2_METADATA_DISABLED"],
    switchTo: (target) => page.switchTo(target),
  });
  await served.end();
  rmSync(join(world.home, ".mc"), { recursive: true, force: true });
  expect(await world.end()).toEqual([]);
});
