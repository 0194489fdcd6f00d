import { inFile, type Mutation } from "./mutation.ts";

/** Who may speak over the agent's socket, how much, and what they are told. */
export const SOCKET: readonly Mutation[] = [
  ...inFile("src/agent/socket/listen-on-socket.ts", [
    [
      "socket-peer",
      "another user's connection is refused",
      "if (rightsOf(caller).length > 0)",
      "if (caller.uid >= 0)",
      "test/system/peer.test.ts",
      "test/security/other-user/other-user.test.ts",
    ],
    [
      "socket-room",
      "connections leave descriptors free for the work on their requests",
      "if (at >= endOfRoom) return turnAway(socket);",
      "",
      "test/faults/start.test.ts",
    ],
    [
      "socket-line",
      "a line has at most 64 KiB",
      "connection.mayBeLong ? MAX_SURROUNDINGS : LONGEST_REQUEST",
      "connection ? Number.POSITIVE_INFINITY : 0",
      "test/security/protocol-abuse.test.ts",
    ],
    [
      "socket-not-heard",
      "after a line that is no reply nothing more is heard",
      'open.expected = "nothing";',
      "",
      "test/security/protocol-abuse.test.ts",
    ],
  ]),
  ...inFile("src/agent/socket/connection.ts", [
    [
      "question-details",
      "a command that waits does not learn the page, or its code, that another one shows",
      "...topicOf(topic)",
      "...topic",
      "src/agent/socket/connection.test.ts",
    ],
  ]),
  ...inFile("src/agent-api/listen-unix.ts", [
    [
      "socket-mode",
      "the socket is 0600",
      "chmodSync(place, 0o600);",
      "chmodSync(place, 0o666);",
      "test/security/other-user/other-user.test.ts",
    ],
  ]),
  ...inFile("src/agent-api/ask-agent.ts", [
    [
      "client-peer",
      "a command does not speak with another user's agent",
      "if (uid === ownUid()) return fd;",
      "if (uid >= 0) return fd;",
      "test/security/other-user/other-user.test.ts",
    ],
  ]),
];
