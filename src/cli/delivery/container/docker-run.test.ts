import { expect, test } from "bun:test";
import { dockerRun } from "./docker-run.ts";

function taken(line: string): object {
  const words = line.split(" ");
  const { docker, network, rest, options } = dockerRun(words, words.indexOf("run"));
  return {
    ...{ docker, network },
    options: options.map((part) => (typeof part === "number" ? words[part] : part)),
    rest: words.slice(words.length - rest),
  };
}

test.each([
  ["docker run image", [], [], ["image"]],
  ["docker run --rm -it image sh -c -p", [], ["--rm", "-i", "-t"], ["image", "sh", "-c", "-p"]],
  ["docker run -itp 80:80 image", ["-p", "80:80"], ["-i", "-t"], ["image"]],
  ["docker run -p80:80 -h me image", ["-p80:80", "-h", "me"], [], ["image"]],
  ["docker run --network mine --dns=1.1.1.1 image", ["--network", "mine", "--dns=1.1.1.1"], [], ["image"]],
  ["docker run -e A=--rm --name run image", [], ["-e", "A=--rm", "--name", "run"], ["image"]],
  ["docker run --rm=false -P -- image", ["-P"], ["--rm=false"], ["image"]],
  ["docker run -d=false -ti=true image", [], ["-d=false", "-t", "-i=true"], ["image"]],
  ["docker run -P=true image", ["-P=true"], [], ["image"]],
  ["docker run -v/a:/b -w /b image -d", [], ["-v/a:/b", "-w", "/b"], ["image", "-d"]],
] as const)("%p is read as Docker does", (line, network, options, rest) => {
  expect(taken(line)).toEqual({ docker: ["docker"], network, options, rest } as never);
});

test.each([
  ["docker run --rm", "no image was given"],
  ["docker run -d image", "in the background"],
  ["docker run -itd image", "in the background"],
  ["docker run --detach image", "in the background"],
  ["docker run --detach=1 image", "in the background"],
  ["docker run -id=true image", "in the background"],
])("%p is refused", (line, message) => {
  expect(() => taken(line)).toThrow(message);
});

test.each([
  ["docker container run image", "docker"],
  ["docker --debug container run image", "docker --debug"],
  ["docker --context container run image", "docker --context container"],
  ["docker -H unix:///a container run image", "docker -H unix:///a"],
])("other commands go to the same Docker as %p", (line, same) => {
  const words = line.split(" ");
  expect(dockerRun(words, words.indexOf("run")).docker.join(" ")).toBe(same);
});

test.each([
  ["docker run -P image", { publishesAll: true, image: "image" }],
  ["docker run -itP --publish-all image -P", { publishesAll: true, image: "image" }],
  ["docker run --publish-all=t --platform linux/arm64 image", { publishesAll: true, platform: "linux/arm64" }],
  ["docker run -P=false image", { publishesAll: false }],
  ["docker run -P=false --publish-all image", { publishesAll: true }],
  ["docker run --publish-all=false --pull=never image", { publishesAll: false, pull: "never" }],
  ["docker run --pull always -e P image", { publishesAll: false, pull: "always" }],
] as const)("%p says which ports are published, and which image is got", (line, expected) => {
  const words = line.split(" ");
  expect(dockerRun(words, words.indexOf("run"))).toMatchObject(expected);
});
