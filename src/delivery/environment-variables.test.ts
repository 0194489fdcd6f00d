import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import {
  clearedVariables,
  containerVariables,
  credentialVariables,
  directVariables,
  programVariables,
} from "./environment-variables.ts";

const KEYS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("s3cret") };
const TARGET = { name: "staging", region: "eu-west-1", endpointVariables: { AWS_ENDPOINT_URL_S3: "http://s3" } };

/** The programs that read each variable, from the sources and manuals of the SDKs and tools. */
const READ_BY: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: "all",
  AWS_SECRET_ACCESS_KEY: "all",
  AWS_SESSION_TOKEN: "all",
  AWS_SECURITY_TOKEN: "botocore, boto, Ansible",
  AWS_CREDENTIAL_EXPIRATION: "botocore, JS v3",
  AWS_CREDENTIAL_SCOPE: "JS v3",
  AWS_ACCOUNT_ID: "botocore, JS v3, Java v2, Go v2, .NET, PHP: account-based endpoints",
  AWS_PROFILE: "all",
  AWS_DEFAULT_PROFILE: "botocore, AWS CLI, Ruby, C++, GDAL, Go v1",
  AWS_EB_PROFILE: "Elastic Beanstalk CLI",
  AWS_ROLE_ARN: "all: web identity",
  AWS_ROLE_SESSION_NAME: "all: web identity",
  AWS_WEB_IDENTITY_TOKEN_FILE: "all",
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "all",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "all",
  AWS_CONTAINER_AUTHORIZATION_TOKEN: "all",
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "all",
  AWS_ACCESS_KEY: "Go v1 and v2, Java v1, Ansible",
  AWS_SECRET_KEY: "Go v1 and v2, Java v1, Ansible",
  AWS_TOKEN: "Rust object_store",
  AMAZON_ACCESS_KEY_ID: "Ruby, JS v2",
  AMAZON_SECRET_ACCESS_KEY: "Ruby, JS v2",
  AMAZON_SESSION_TOKEN: "Ruby, JS v2",
  AWSACCESSKEYID: "s3fs",
  AWSSECRETACCESSKEY: "s3fs",
  AWSSESSIONTOKEN: "s3fs",
  EC2_ACCESS_KEY: "Ansible",
  EC2_SECRET_KEY: "Ansible",
  EC2_SECURITY_TOKEN: "Ansible",
  MINIO_ACCESS_KEY: "minio-go, and so restic",
  MINIO_SECRET_KEY: "minio-go, and so restic",
  MINIO_ROOT_USER: "minio-go, and so restic",
  MINIO_ROOT_PASSWORD: "minio-go, and so restic",
  AWS_CREDENTIAL_FILE: "botocore (as EC2's tools once did), s3cmd",
  AWS_CREDENTIAL_PROFILES_FILE: "Java v1",
  CPL_AWS_CREDENTIALS_FILE: "GDAL",
  AWS_BEARER_TOKEN_BEDROCK: "botocore, JS v3, Java v2, Go v2, Rust",
};

test.each(Object.entries(READ_BY))("%s is removed, which is read by %s", (name) => {
  expect(clearedVariables()).toHaveProperty(name, null);
});

test("every variable that is removed has a reason in the list", () => {
  expect(Object.keys(clearedVariables()).sort()).toEqual(Object.keys(READ_BY).sort());
});

test("every credential variable that we set is also cleared first", () => {
  const token = new Secret("Bearer x");
  const ours = { ...credentialVariables(KEYS), ...containerVariables({ port: 1, token, tokenFile: "/f" }) };
  const names = Object.keys(ours).filter((name) => name.startsWith("AWS_"));
  expect(names.filter((name) => !(name in clearedVariables()))).toEqual([]);
});

test("temporary credentials come with their token and their end", () => {
  const expiration = new Date("2030-01-02T03:04:05.678Z");
  expect(credentialVariables({ ...KEYS, sessionToken: new Secret("t0ken"), expiration })).toEqual({
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "s3cret",
    AWS_SESSION_TOKEN: "t0ken",
    AWS_CREDENTIAL_EXPIRATION: "2030-01-02T03:04:05Z",
    ACTAS_EXPIRATION: "2030-01-02T03:04:05Z",
  });
});

test("keys without a token or an end remove those of the caller", () => {
  const gone = { AWS_SESSION_TOKEN: null, AWS_CREDENTIAL_EXPIRATION: null, ACTAS_EXPIRATION: null };
  expect(credentialVariables(KEYS)).toMatchObject(gone);
});

test("the container endpoint is named by address, with the token both ways", () => {
  const token = new Secret("Bearer x");
  expect(containerVariables({ port: 4000, token, tokenFile: "/run/token" })).toEqual({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:4000/credentials",
    AWS_CONTAINER_AUTHORIZATION_TOKEN: "Bearer x",
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/run/token",
    MINIO_SHARED_CREDENTIALS_FILE: "/dev/null",
    ACTAS_EXPIRATION: null,
  });
});

test.each([
  [{}, "127.0.0.1", "127.0.0.1"],
  [{ NO_PROXY: "corp.example" }, "corp.example,127.0.0.1", "corp.example,127.0.0.1"],
  [{ no_proxy: "corp.example" }, "corp.example,127.0.0.1", "corp.example,127.0.0.1"],
  [{ NO_PROXY: "", no_proxy: "corp.example" }, "corp.example,127.0.0.1", "corp.example,127.0.0.1"],
  [{ NO_PROXY: "a", no_proxy: "b" }, "a,127.0.0.1", "b,127.0.0.1"],
  [{ NO_PROXY: "a,127.0.0.1", no_proxy: "b" }, "a,127.0.0.1", "b,127.0.0.1"],
  [{ no_proxy: "127.0.0.1, a" }, "127.0.0.1, a", "127.0.0.1, a"],
  [{ NO_PROXY: "a b" }, "a b,127.0.0.1", "a b,127.0.0.1"],
  [{ NO_PROXY: "a, " }, "a,127.0.0.1", "a,127.0.0.1"],
  [{ NO_PROXY: "*" }, "*", "*"],
  [{ NO_PROXY: " * ", no_proxy: "a" }, " * ", "a,127.0.0.1"],
  [{ NO_PROXY: "a,*" }, "a,*,127.0.0.1", "a,*,127.0.0.1"],
  // An entry that only some programs match with this address is not enough.
  [{ NO_PROXY: "127.0.0.1:8080" }, "127.0.0.1:8080,127.0.0.1", "127.0.0.1:8080,127.0.0.1"],
  [{ NO_PROXY: "127.0.0.0/8,localhost" }, "127.0.0.0/8,localhost,127.0.0.1", "127.0.0.0/8,localhost,127.0.0.1"],
  [{ NO_PROXY: "127.0.0.10" }, "127.0.0.10,127.0.0.1", "127.0.0.10,127.0.0.1"],
] as const)("of %j the endpoint is asked without a proxy", (caller, upper, lower) => {
  expect(directVariables(caller)).toEqual({ NO_PROXY: upper, no_proxy: lower });
});

test("at another host no proxy stands between, either", () => {
  expect(directVariables({ NO_PROXY: "127.0.0.1" }, "169.254.169.254")).toEqual({
    NO_PROXY: "127.0.0.1,169.254.169.254",
    no_proxy: "127.0.0.1,169.254.169.254",
  });
});

test("the program learns target, region and endpoints", () => {
  expect(programVariables(TARGET, { caller: {} })).toEqual({
    ACTAS_TARGET: "staging",
    AWS_ENDPOINT_URL_S3: "http://s3",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
  });
});

test("endpoints and regions that the caller has set stay", () => {
  const caller = { AWS_ENDPOINT_URL_S3: "http://mine", AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-2" };
  expect(programVariables(TARGET, { caller })).toEqual({
    ACTAS_TARGET: "staging",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-2",
  });
});

test("a region that the caller has set in one variable is set in the other too", () => {
  const both = { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1" };
  expect(programVariables(TARGET, { caller: { AWS_REGION: "us-east-1" } })).toMatchObject(both);
  expect(programVariables(TARGET, { caller: { AWS_DEFAULT_REGION: "us-east-1", AWS_REGION: "" } })).toMatchObject(both);
});

test("a region asked for by name wins over all", () => {
  const caller = { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-2" };
  const both = { AWS_REGION: "ap-south-1", AWS_DEFAULT_REGION: "ap-south-1" };
  expect(programVariables(TARGET, { caller, region: "ap-south-1" })).toMatchObject(both);
});

test("no region is made up", () => {
  const variables = programVariables({ name: "staging", endpointVariables: {} }, { caller: {} });
  expect(variables).toEqual({ ACTAS_TARGET: "staging" });
});
