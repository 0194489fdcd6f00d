import { inFile, type Mutation } from "./mutation.ts";

/** The relays of containers. */
export const RELAYS: readonly Mutation[] = [
  ...inFile("src/agent/grants/container-grant.ts", [
    [
      "relay-caller",
      "only its relay gets what a container asks for",
      "grant.id === id && grant.pid === caller.pid && grant.startTime === caller.startTime;",
      "grant.id === id;",
      "test/security/containers.test.ts",
    ],
    [
      "relay-once",
      "a container's grant is taken over once",
      " && !each.starter);",
      ");",
      "test/security/containers.test.ts",
    ],
  ]),
  ...inFile("src/relay/container-relay.ts", [
    [
      "relay-other-users",
      "in the network of this machine a relay serves this user's programs only",
      '{ enter: false, served: "own" }',
      '{ enter: false, served: "everybody" }',
      "test/security/containers.test.ts",
    ],
    [
      "relay-token",
      "a relay wants the token of its container",
      "(hash === tokenHash ? grant : undefined)",
      "(hash && tokenHash ? grant : undefined)",
      "test/security/containers.test.ts",
    ],
  ]),
  ...inFile("src/cli/delivery/container/empty-image.ts", [
    [
      "relay-image",
      "an image that only has the name of the relay's is not run",
      "EMPTY.exec(known.stdout.toString())",
      "/(sha256:[0-9a-f]{64})\\n$/.exec(known.stdout.toString())",
      "test/security/docker-images.test.ts",
    ],
  ]),
];
