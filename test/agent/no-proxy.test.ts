import { expect } from "bun:test";
import { needs, pathOf } from "../support/needs.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const ASK = `import os, urllib.request
headers = {"Authorization": os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"]}
request = urllib.request.Request(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"], headers=headers)
print(urllib.request.urlopen(request).status)`;

worldTestUnless(needs("python3"), "a program with HTTP_PROXY asks the container endpoint itself", async (world) => {
  let heard = 0;
  using proxy = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => void heard++ } });
  const url = `http://127.0.0.1:${proxy.port}`;
  const ask = [pathOf("python3") ?? "", "-c", ASK];
  for (const excluded of [
    { NO_PROXY: "", no_proxy: "" },
    { NO_PROXY: "", no_proxy: "corp.example" },
  ]) {
    // The agent's own calls of the sandbox stay on this machine.
    await world.run(["process", "readonly"]);
    const env = { HTTP_PROXY: url, http_proxy: url, ...excluded };
    const { stdout, stderr } = await world.run(["exec", "readonly", "--", ...ask], { env });
    expect({ stdout, stderr }).toEqual({ stdout: "200\n", stderr: "" });
  }
  expect(heard).toBe(0);
});

worldTest("what the user excludes stays, and --mode env changes nothing of it", async (world) => {
  const env = { NO_PROXY: "corp.example", no_proxy: "" };
  const show = ["readonly", "--", "sh", "-c", 'echo "$NO_PROXY|$no_proxy"'];
  const inExec = await world.run(["exec", ...show], { env });
  expect(inExec.stdout).toBe("corp.example,127.0.0.1|corp.example,127.0.0.1\n");
  expect((await world.run(["exec", "--mode", "env", ...show], { env })).stdout).toBe("corp.example|\n");
});
