import { expect } from "bun:test";
import { worldTest } from "../support/world-test.ts";

worldTest("without --web there is no page, and no path of its interface", async (world) => {
  const terminal = world.terminal(["serve", "container", "keys-no-mfa", "--port", "0"], {
    size: { columns: 200, rows: 40 },
  });
  const [, url = ""] = await terminal.waitFor(/AWS_CONTAINER_CREDENTIALS_FULL_URI=(\S+)/);
  const [, tokenFile = ""] = await terminal.waitFor(/AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=(\S+)/);
  expect(terminal.screen).not.toMatch(/\/serve\/[\w-]{22}/);
  const authorization = await Bun.file(tokenFile).text();
  for (const path of ["/", "/profile", "/list-roles", "/list-profiles", "/refresh", "/mfa", "/auth", "/profile/custom"])
    for (const method of ["GET", "POST"]) {
      const { status } = await fetch(new URL(path, url), { method, headers: { authorization } });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
  terminal.press("\x03");
  expect(await terminal.exited).toBe(0);
});
