import { expect, test } from "bun:test";
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asOrdinaryUser, giveHomeAway } from "../../support/ordinary-user.ts";
import { PROGRAM } from "../../support/program.ts";
import { until } from "../../support/until.ts";
import { withSandbox } from "../../support/world.ts";
import { REAL, ServedImds } from "../served.ts";

const addresses = (): string => Bun.spawnSync(["ip", "-brief", "address"]).stdout.toString();

/** What the exchange with the helper left behind. */
function leftIn(home: string): readonly string[] {
  return readdirSync(join(home, "run/actas")).filter((name) => name.startsWith("imds"));
}

/** What the system says of a process, by name. */
function statusOf(pid: number | string): ReadonlyMap<string, string> {
  const lines = readFileSync(`/proc/${pid}/status`, "utf8").matchAll(/^(\w+):\s*(.*)$/gm);
  return new Map([...lines].map(([, name = "", value = ""]) => [name, value]));
}

/** The processes of this network namespace that run our program as root. */
function ofRoot(): readonly string[] {
  const here = readlinkSync("/proc/self/ns/net");
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      // Other tests run in other networks.
      const isOurs = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(PROGRAM);
      return isOurs && readlinkSync(`/proc/${pid}/ns/net`) === here && statusOf(pid).get("Uid")?.startsWith("0\t");
    } catch {
      return false; // It has ended.
    }
  });
}

test("programs find the role at the real address, until the command ends", () =>
  withSandbox(async (world) => {
    await using served = await ServedImds.start(world, ["readonly"]);
    expect((await served.credentials()).given).toMatchObject({ Code: "Success", Type: "AWS-HMAC" });
    const region = await served.ask("/latest/meta-data/placement/region", await served.token());
    expect(await region.text()).toBe("eu-west-1");
    expect(addresses()).toMatch(/^actas-imds\s+DOWN\s+169\.254\.169\.254\/32\s*$/m);

    const second = await world.run(["serve", "imds", "readonly"]);
    expect(second.status).not.toBe(0);
    expect(second.stderr).toContain("something answers there already");
    expect(second.stderr).toContain("`actas serve stop 80` ends it");

    expect(await served.end()).toBe(0);
    expect(addresses()).not.toContain("169.254");
  }));

test("in the background it is served until it is stopped", () =>
  withSandbox(async (world) => {
    const { status: begun, stdout } = await world.run(["serve", "imds", "readonly", "--detach", "--print-env"]);
    expect([begun, stdout]).toEqual([0, expect.stringMatching(/^export NO_PROXY=\S*\b169\.254\.169\.254\b/m)]);
    const status = await world.run(["serve", "status"]);
    expect(status.stdout).toMatch(/^imds {2}readonly\n {2}at {11}http:\/\/169\.254\.169\.254\/\n/);
    expect((await world.run(["serve", "stop", "80"])).stdout).toContain("stopped serving readonly at port 80");
    expect(addresses()).not.toContain("169.254");
  }));

test("a user to whom sudo refuses the step is told what else there is, and waits for no password", () =>
  withSandbox(async (world) => {
    giveHomeAway(world);
    for (const more of [[], ["--detach"]]) {
      const words = asOrdinaryUser([PROGRAM, "serve", "imds", "readonly", ...more]);
      const { status, stderr } = await world.runProgram(words);
      expect([status, stderr]).toEqual([1, expect.stringContaining("the step as root ended with status 1")]);
      expect(stderr).toContain("`--port 9911`");
    }
    // At the question for a password, ^C ends all, as anywhere.
    const session = world.terminalProgram(asOrdinaryUser([PROGRAM, "serve", "imds", "readonly"]));
    await session.waitFor(/password for nobody/);
    session.press("\x03");
    expect(await session.exited).toBe(130);
    expect(leftIn(world.home)).toEqual([]);
    await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]));
  }));

test("the address goes with a command that is killed, and the next one has it", () =>
  withSandbox(async (world) => {
    for (let start = 0; start < 3; start++) {
      await using served = await ServedImds.start(world, ["readonly"]);
      expect((await served.credentials()).name).toBe("readonly");
      await served.end("SIGKILL");
      await until("the address is gone", () => !addresses().includes("169.254"));
    }
    expect(leftIn(world.home)).toEqual([]);
  }));

test("a port 80 that another program has is not taken, and the address is not kept", () =>
  withSandbox(async (world) => {
    const other = Bun.listen({ hostname: "0.0.0.0", port: 80, socket: { data() {} } });
    const { status, stderr } = await world.run(["serve", "imds", "readonly"]);
    other.stop(true);
    expect(status).not.toBe(0);
    expect(stderr).toContain("cannot serve at 169.254.169.254: another program listens at port 80");
    expect(addresses()).not.toContain("169.254");
  }));

test("an ordinary user's command gets the address by sudo, and nothing that runs afterwards has a privilege", () =>
  withSandbox(async (world) => {
    // In a mount namespace of its own.
    const rules = join(world.home, "tmp/sudoers");
    writeFileSync(rules, "nobody ALL=(root) NOPASSWD: ALL\n", { mode: 0o440 });
    giveHomeAway(world);
    Bun.spawnSync(["chown", "root:root", rules]);
    expect(Bun.spawnSync(["mount", "--bind", rules, "/etc/sudoers"]).exitCode).toBe(0);
    try {
      await using served = await ServedImds.start(world, ["readonly"], {
        words: asOrdinaryUser([]),
        isReady: () => addresses().includes("169.254") && rolesForOrdinaryUser() === "readonly",
      });
      expect(await served.said()).toContain("nothing stays root's");
      const status = statusOf(served.child.pid);
      expect(status.get("Uid")).toBe("65534\t65534\t65534\t65534");
      for (const name of ["CapInh", "CapPrm", "CapEff", "CapAmb"]) {
        expect([name, status.get(name)]).toEqual([name, "0000000000000000"]);
      }
      expect(ofRoot()).toEqual([]);
      const ask = ["curl", "-s", "-o/dev/null", "-w%{http_code}", "-XPUT", `${REAL}/latest/api/token`];
      const words = [...ask, "-Hx-aws-ec2-metadata-token-ttl-seconds: 60"];
      expect(Bun.spawnSync(asOrdinaryUser(words)).stdout.toString()).toBe("200");
      // Root is another user than the one whose credentials these are.
      expect(Bun.spawnSync(words).stdout.toString()).toBe("403");
      expect(await served.end()).toBe(0);
      await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]));
    } finally {
      Bun.spawnSync(["umount", "/etc/sudoers"]);
    }
  }));

/** The names of the roles that are served, as another program of that user gets them. */
function rolesForOrdinaryUser(): string {
  const ask = `token=$(curl -sfm5 -XPUT -Hx-aws-ec2-metadata-token-ttl-seconds:60 ${REAL}/latest/api/token) &&
    curl -sfm5 -H"x-aws-ec2-metadata-token: $token" ${REAL}/latest/meta-data/iam/security-credentials/`;
  return Bun.spawnSync(asOrdinaryUser(["sh", "-c", ask]))
    .stdout.toString()
    .trim();
}
