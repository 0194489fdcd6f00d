import { expect, test } from "bun:test";
import { containerCommand } from "./container-command.ts";

const GRANTED = {
  ...{ grant: "6fab94be", socket: "/run/agent.sock" },
  ...{ environmentFile: "/run/environment", hooks: "/run/hooks", unset: ["AWS_PROFILE"] },
};

/** The command line that is run in place of another, without hooks of the machine's. */
async function inPlaceOf(line: string): Promise<string> {
  const words = line.split(" ");
  const typed = words.map((word) => new TextEncoder().encode(`${word}\0`));
  const started = await containerCommand(words)(typed, GRANTED, 20_000);
  const run = started.words.map((word) => new TextDecoder().decode(word).replace("\0", ""));
  return run.join(" ").replaceAll(/--hooks-dir \/(usr|etc)\S+ /g, "");
}

const ADDED = "--env-file /run/environment --unsetenv AWS_PROFILE";

test.each([
  ["podman run -it image sh", `podman --hooks-dir /run/hooks run ${ADDED} -it image sh`],
  ["/usr/bin/podman container run image", `/usr/bin/podman --hooks-dir /run/hooks container run ${ADDED} image`],
  ["podman --root run run run", `podman --hooks-dir /run/hooks --root run ${ADDED} run run`],
  ["podman --log-level debug run image", `podman --hooks-dir /run/hooks --log-level debug run ${ADDED} image`],
])("in %p options stand where podman reads them", async (typed, run) => {
  expect(await inPlaceOf(typed)).toBe(run);
});

test.each([
  ["nerdctl run image", 'cannot give credentials to a container of "nerdctl": only podman and Docker are known'],
  ["docker compose up", 'cannot give credentials to a container by "docker compose": only `run` starts one with them'],
  ["docker run --rm", "cannot start a container: no image was given"],
  ["podman exec mine run", 'cannot give credentials to a container by "podman exec": only `run` starts one with them'],
  ["podman ps", 'cannot give credentials to a container by "podman ps": only `run` starts one with them'],
  ["podman", 'cannot give credentials to a container by "podman": only `run` starts one with them'],
  ["podman --remote run image", "cannot give credentials to a container on another machine"],
  ["podman --url=ssh://elsewhere run image", "cannot give credentials to a container on another machine"],
])("%p is refused", (typed, message) => {
  expect(() => containerCommand(typed.split(" "))).toThrow(message);
});

test.each([
  ["docker compose up", /`actas exec TARGET -- docker compose up`.*`network_mode: host`/],
  ["docker-compose up", /^`actas exec TARGET -- docker compose up`/],
  ["podman-compose up", /^`actas exec TARGET -- docker compose up`, or `podman-compose`/],
  ["podman build .", /^`actas exec --mode file TARGET -- sh -c 'podman build --secret/],
  ["docker buildx build .", /--mode file/],
  ["sudo podman run image", /^put `sudo` in front of `actas`/],
  ["podman start mine", /^`actas exec --container TARGET -- podman run IMAGE`/],
])("%p is answered with what does it", (typed, hint) => {
  expect(() => containerCommand(typed.split(" "))).toThrow(
    expect.objectContaining({ hints: [expect.stringMatching(hint)] }),
  );
});
