import { pathOf } from "../support/needs.ts";
import type { Client } from "./client.ts";
import { debianPython, goProgram, java, node, program, python } from "./programs.ts";

const LOAD_CONFIG = { AWS_SDK_LOAD_CONFIG: "1" };
const NO_PROCESS = { process: "nobody" } as const;

/** Those with a program of ours that goes on, and answers each line of its input. */
export const LIBRARIES: readonly Client[] = [
  {
    name: "boto3",
    version: "1.26 (Debian)",
    tools: ["python3", "boto3"],
    command: () => debianPython("boto3_caller"),
    imds: { keeps: "minutes" },
  },
  {
    name: "boto3",
    version: "1.44",
    tools: ["clients-py"],
    command: () => python("boto3_caller"),
    imds: { keeps: "minutes" },
  },
  {
    name: "AWS CRT for Python",
    version: "0.16 (Debian)",
    tools: ["python3", "awscrt"],
    command: () => debianPython("awscrt_caller"),
    otherwise: NO_PROCESS,
    imds: { verdict: "nobody" },
    note: "its default chain knows no `credential_process`; it sends no `Host` to the metadata service",
  },
  {
    name: "AWS CRT for Python",
    version: "0.38",
    tools: ["clients-py"],
    command: () => python("awscrt_caller"),
  },
  {
    name: "JavaScript SDK v3",
    version: "3.1169",
    tools: [],
    command: () => [node(), program("javascript/v3.mjs")],
  },
  {
    name: "JavaScript SDK v2",
    version: "2.1693",
    tools: ["clients-js"],
    command: () => [node(), program("javascript/v2.cjs"), pathOf("clients-js") ?? ""],
    imds: { keeps: "minutes" },
    forProcess: LOAD_CONFIG,
    note: "set `AWS_SDK_LOAD_CONFIG=1` for `process`",
  },
  {
    name: "Go SDK v2",
    version: "1.17 (Debian)",
    tools: ["clients-go"],
    command: () => goProgram("v2"),
    imds: { keeps: "short-lived" },
  },
  {
    name: "Go SDK v1",
    version: "1.44 (Debian)",
    tools: ["clients-go"],
    command: () => goProgram("v1"),
    forProcess: LOAD_CONFIG,
    note: "set `AWS_SDK_LOAD_CONFIG=1` for `process`",
  },
  {
    name: "Java SDK v2",
    version: "2.57",
    tools: ["jdk", "clients-java"],
    command: (world) => java("CallerV2", world),
  },
  {
    name: "Java SDK v1",
    version: "1.12",
    tools: ["jdk", "clients-java"],
    command: (world) => java("CallerV1", world),
    imds: { keeps: "short-lived" },
    processProfileIn: "credentials",
    note: "looks for `credential_process` in `~/.aws/credentials` only",
  },
  {
    name: "Rust SDK",
    version: "1.124",
    tools: ["clients-rust"],
    command: () => [pathOf("clients-rust") ?? ""],
  },
  {
    name: "C++ SDK (pyarrow)",
    version: "26",
    tools: ["clients-py"],
    command: () => python("pyarrow_reader"),
    imds: { keeps: "minutes" },
  },
  {
    name: "Rust object_store (obstore)",
    version: "0.12",
    tools: ["clients-py"],
    command: () => python("obstore_reader"),
    otherwise: { ...NO_PROCESS, "exec --mode file": "nobody" },
    note: "knows no profiles",
  },
  {
    name: "minio-py, its whole AWS chain",
    version: "7.2",
    tools: ["clients-py"],
    command: () => python("minio_reader"),
    otherwise: NO_PROCESS,
    note: "knows no `credential_process`",
  },
  {
    name: "Ruby SDK",
    version: "3.168 (Debian)",
    tools: ["ruby-aws"],
    command: () => ["/usr/bin/ruby", program("ruby/caller.rb")],
    otherwise: { exec: "nobody" },
    note: "this version knows no container endpoint: use `exec --mode env`",
  },
];
