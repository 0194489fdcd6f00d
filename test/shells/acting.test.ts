import { expect } from "bun:test";
import { statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";

import { OTHER_SHELLS } from "./other-shells.ts";
import { READY, ShellAtTerminal } from "./shell-at-terminal.ts";
import { SHELLS } from "./shells.ts";

/** The AWS CLI of Debian knows no variable for the endpoint. */
const CALLER = 'aws sts get-caller-identity --endpoint-url "$AWS_ENDPOINT_URL" --query Arn --output text';

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(
    needs(row.tool, "aws"),
    `${row.name} acts as one target after another, and has in the end what it had before`,
    async (world) => {
      const shell = new ShellAtTerminal(world, row);
      const { session } = shell;
      await shell.ready();
      const before = await shell.dumped("dump-1");

      await shell.types(row.init, READY("-"));
      await shell.types(row.init, READY("-"));
      session.type("as staging");
      await session.waitFor(/MFA code/);
      session.type(await world.code());
      await session.waitFor(/actas: acting as staging \(111122223333, Dev\)/);
      await session.waitFor(READY("staging"));
      session.type(CALLER);
      await session.waitFor(/assumed-role\/Dev\//);
      await shell.types("actas whoami", /assumed-role\/Dev\/[\s\S]*ready> $/);
      expect(await shell.value("AWS_ACCESS_KEY_ID")).toBe("");
      expect(await shell.value("AWS_PROFILE")).toBe("");
      const endpoint = await shell.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
      await shell.types("as staging", READY("staging"));
      expect(await shell.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")).toBe(endpoint);

      await shell.types("as stagin", /did you mean "staging"\?[\s\S]*ready> $/);
      expect(await shell.value("ACTAS_TARGET")).toBe("staging");
      await shell.types("as readonly", READY("readonly"));
      await shell.types("actas whoami", /assumed-role\/ReadOnly\/[\s\S]*ready> $/);
      await shell.types("as --previous", READY("staging"));
      await shell.types("as --previous", READY("readonly"));
      expect((await statusOf(world)).grants.map(({ pid, target }) => [pid, target])).toEqual([
        [session.pid, "staging"],
        [session.pid, "readonly"],
      ]);
      await shell.types("as -", READY("-"));
      expect((await statusOf(world)).grants).toEqual([]);
      expect(await shell.value("AWS_PROFILE")).toBe('a "profile" of $(mine)');
      expect(await shell.value("AWS_REGION")).toBe("not exported");
      await shell.types("as --mode env readonly", READY("readonly"));
      expect(await shell.value("AWS_ACCESS_KEY_ID")).toStartWith("ASIA");
      await shell.types("as _", READY("-"));
      await shell.types("as --previous", READY("readonly"));
      await shell.types("as deactivate", /(^|\n|⏎ +)ready> $/);
      expect(await shell.dumped("dump-2")).toBe(before);
      expect((await statusOf(world)).grants).toEqual([]);
    },
  );
}
