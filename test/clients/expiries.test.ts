import { OWN_NETWORK, passesInOwnNetwork } from "../imds/own-network.ts";
import { isOnCi, testNeeding } from "../support/needs.ts";
import { PageSession } from "../support/page-session.ts";
import { serveContainer, servesIn } from "../support/served.ts";
import { withSandbox } from "../support/world.ts";
import { CLIENTS } from "./clients.ts";
import { installed, passesThroughExpiries, shortLives } from "./through-expiries.ts";

const LIMIT_MS = 240_000;

/** Those that ask the container endpoint. */
const CLIENTS_OF_CONTAINER = CLIENTS.filter(({ otherwise }) => otherwise?.exec === undefined);
const container = installed(CLIENTS_OF_CONTAINER);
const ciTools = [...new Set(CLIENTS.flatMap(({ tools }) => tools))].filter(isOnCi);

testNeeding(...ciTools)(
  `over two expiries and a switch no program fails at \`serve container\`${container.without}`,
  () =>
    withSandbox(async (world) => {
      await shortLives(world);
      await using served = await serveContainer(world, "--web", "readonly");
      const page = await PageSession.open(servesIn(world)[0]?.page);
      await passesThroughExpiries({
        world,
        clients: container.here,
        environment: { ...served.environment, AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
        switchTo: (target) => page.switchTo(target),
      });
    }),
  LIMIT_MS,
);

testNeeding(...OWN_NETWORK, ...ciTools)(
  `over two expiries and a switch no program fails at the address of the metadata service${installed(CLIENTS).without}`,
  () => passesInOwnNetwork("expiries", LIMIT_MS),
  LIMIT_MS,
);
