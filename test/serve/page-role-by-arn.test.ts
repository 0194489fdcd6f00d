import { expect } from "bun:test";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { OpenServe } from "../support/open-serve.ts";
import { worldTestUnless } from "../support/world-test.ts";

const reason = needs("chromium");
const ARN = "arn:aws:iam::111122223333:role/ReadOnly";

worldTestUnless(
  reason,
  "a role is served by its ARN, and saved as a profile under a name that is free",
  async (world) => {
    await using serve = await OpenServe.open(world);
    const { page } = serve.browser;
    const config = () => Bun.file(join(world.home, ".aws/config")).text();
    const before = await config();
    await page.getByText("Add a role by its ARN").click();
    await page.getByLabel("ARN of the role").fill(ARN);
    await page.getByLabel("Profile whose keys assume it").selectOption("ben");
    await page.getByRole("button", { name: "Serve it" }).click();
    await serve.heading(`Serving ${ARN} by ben`);
    expect((await serve.ask()).status).toBe(200);
    expect(await config()).toBe(before);
    const served = page.locator("[role=option][aria-current=true] .name");
    await served.filter({ hasText: `${ARN} by ben` }).waitFor();
    await page.getByRole("group", { name: "In no list" }).waitFor();

    const name = page.getByLabel("Name of the profile, to save it");
    const save = page.getByRole("button", { name: "Save as a profile" });
    await name.fill("staging");
    await save.click();
    await page.getByRole("alert").filter({ hasText: 'Cannot write profile "staging": there is one already' }).waitFor();
    expect(await config()).toBe(before);
    await name.fill("read-by-ben");
    await save.click();
    await serve.says("Saved as profile read-by-ben.");
    expect(await config()).toBe(`${before}\n[profile read-by-ben]\nrole_arn = ${ARN}\nsource_profile = ben\n`);
    await serve.choose("read-by-ben");
    await serve.heading("Serving read-by-ben");
    await served.filter({ hasText: /^read-by-ben$/ }).waitFor();
    expect(await served.count()).toBe(1);

    await serve.choose(`${ARN} by ben`);
    await serve.heading(`Serving ${ARN} by ben`);
    await served.filter({ hasText: ARN }).waitFor();
  },
);

worldTestUnless(
  reason,
  "a role that was typed by its ARN has a row that is marked, and can be chosen again",
  async (world) => {
    await using serve = await OpenServe.open(world, ["--profile", "ben", ARN]);
    const served = serve.browser.page.locator("[role=option][aria-current=true] .name");
    await served.filter({ hasText: ARN }).waitFor();
    await serve.choose("keys-no-mfa");
    await served.filter({ hasText: "keys-no-mfa" }).waitFor();
    await serve.choose(ARN);
    await serve.heading(`Serving ${ARN}`);
    await served.filter({ hasText: ARN }).waitFor();
  },
);
