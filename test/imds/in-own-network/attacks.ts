import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import { pathOf } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";
import { until } from "../../support/until.ts";
import { World } from "../../support/world.ts";
import { REAL, ServedImds } from "../served.ts";

let world: World;
let served: ServedImds;
beforeAll(async () => {
  world = new World();
  served = await ServedImds.start(world, ["readonly", "--imdsv1"]);
});
afterAll(async () => {
  await served.end();
  expect(await world.end()).toEqual([]);
});

const ROLES = "/latest/meta-data/iam/security-credentials/";

/** What another program is answered: status, and the text. */
async function curl(args: readonly string[], words: readonly string[] = []): Promise<string> {
  const all = [...words, pathOf("curl") ?? "curl", "-s", "-m5", "-w%{http_code}", ...args];
  return Bun.spawn(all, { cwd: "/", stderr: "inherit" }).stdout.text();
}

test("this user's programs are served, over IPv4 and from a dual-stack socket, as Java has", async () => {
  expect(await curl([`${REAL}${ROLES}`])).toBe("readonly200");
  const mapped = `import socket,sys
s=socket.socket(socket.AF_INET6); s.connect(("::ffff:169.254.169.254",80))
s.sendall(b"GET ${ROLES} HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\nConnection: close\\r\\n\\r\\n")
sys.stdout.write(s.makefile().read())`;
  for (const [words, answer] of [
    [[], "200 OK"],
    [AS_OTHER_USER, "403 Forbidden"],
  ] as const) {
    const child = Bun.spawn([...words, pathOf("python3") ?? "", "-c", mapped], { cwd: "/" });
    expect(await child.stdout.text()).toContain(answer);
  }
});

test("another user is refused, with a token and without", async () => {
  const [[name = "", value = ""] = []] = Object.entries(await served.token());
  for (const more of [[], ["-H", `${name}: ${value}`]]) {
    expect(await curl([`${REAL}${ROLES}readonly`, ...more], AS_OTHER_USER)).toEndWith("runs as another user\n403");
  }
});

test.each([
  "Host: evil.example",
  "Host: localhost",
  "Host: 127.0.0.1",
  "Origin: http://evil.example",
  "Origin: null",
  "Referer: http://evil.example/",
  "Sec-Fetch-Site: none",
  "X-Forwarded-For: 10.0.0.1",
  "Via: 1.1 proxy",
])("a request with `%s` is refused", async (header) => {
  expect(await curl([`${REAL}${ROLES}readonly`, "-H", header])).toEndWith("403");
  const put = ["-XPUT", `${REAL}/latest/api/token`, "-H", "x-aws-ec2-metadata-token-ttl-seconds: 60"];
  expect(await curl([...put, "-H", header])).toEndWith("403");
});

test("a neighbour that reaches the address, as a container on a bridge does, is refused", async () => {
  const neighbour = Bun.spawn(["unshare", "--net", "--", "sleep", "30"]);
  try {
    const inside = (words: readonly string[]) => ["nsenter", `--net=/proc/${neighbour.pid}/ns/net`, "--", ...words];
    const set = (line: string, words = line.split(" ")) =>
      expect([line, Bun.spawnSync(words).exitCode]).toEqual([line, 0]);
    const setInside = (line: string) => set(line, inside(line.split(" ")));
    set("ip link add bridge-to type veth peer name inside");
    await until(
      "it has a network of its own",
      () => Bun.spawnSync(["ip", "link", "set", "inside", "netns", `${neighbour.pid}`]).exitCode === 0,
    );
    set("ip address add 10.88.0.1/16 dev bridge-to");
    set("ip link set bridge-to up");
    setInside("ip address add 10.88.0.2/16 dev inside");
    setInside("ip link set inside up");
    setInside("ip route add default via 10.88.0.1");
    const answer = await curl([`${REAL}${ROLES}readonly`], inside([]));
    // It was reached.
    expect(answer).toBe("cannot serve this program: it does not come from the address that it asks\n403");
    // Nor from this machine by its address on that network.
    expect(await curl([`${REAL}${ROLES}readonly`, "--interface", "10.88.0.1"])).toEndWith("403");
  } finally {
    neighbour.kill("SIGKILL");
  }
});

test("a thousand clients that say nothing, or not all, keep nobody waiting", async () => {
  const said = [
    "",
    "GET /latest/",
    `GET ${ROLES} HTTP/1.1\r\nHost: 169.254.169.254\r\n`,
    "PUT /latest/api/token HTTP/1.1\r\nContent-Length: 9\r\n",
  ];
  const silent: Socket[] = [];
  for (let count = 0; count < 1_000; count++) {
    const socket = connect(80, "169.254.169.254", () => socket.write(said[count % said.length] ?? ""));
    silent.push(socket.on("error", () => {}));
  }
  await until("they are connected", () => silent.every(({ connecting }) => !connecting));
  const begun = performance.now();
  expect((await served.credentials()).given.Code).toBe("Success");
  // Those connections are closed after ten.
  expect(performance.now() - begun).toBeLessThan(5_000);
  for (const socket of silent) socket.destroy();
});
