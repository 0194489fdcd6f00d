import { expect, test } from "bun:test";
import { type AddressInfo, createServer } from "node:net";
import { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";
import { Sts } from "./sts.ts";

/** Whom STS is asked at, as a proxy that lets nothing through hears it. */
async function askedAt(location: object): Promise<string | undefined> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.once("data", (data) => {
      asked.push(/^CONNECT (\S+)/.exec(`${data}`)?.[1] ?? "");
      socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const value = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const network = { httpsProxy: { name: "HTTPS_PROXY", value } };
  const keys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("s") };
  await new Sts(new Clock())
    .sessionNameOf({ region: "eu-west-1", scope: "regional", network, ...location }, keys)
    .catch(() => {});
  server.close();
  return asked[0];
}

test.each([
  [{}, "sts.eu-west-1.amazonaws.com:443"],
  [{ scope: "legacy" }, "sts.amazonaws.com:443"],
  [{ region: "us-east-1", variant: { fips: true } }, "sts-fips.us-east-1.amazonaws.com:443"],
  [{ variant: { dualStack: true } }, "sts.eu-west-1.api.aws:443"],
  [{ region: "us-east-1", variant: { dualStack: true, fips: true } }, "sts-fips.us-east-1.api.aws:443"],
  [{ region: "us-gov-west-1", variant: { fips: true } }, "sts.us-gov-west-1.amazonaws.com:443"],
  [{ region: "eusc-de-east-1" }, "sts.eusc-de-east-1.amazonaws.eu:443"],
])("STS for %j is %s", async (location, host) => {
  expect(await askedAt(location)).toBe(host);
});
