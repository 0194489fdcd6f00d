import { expect, test } from "bun:test";
import { join } from "node:path";
import { PARTITIONS, partitionOfRegion } from "../../base/partitions.ts";
import { oidcEndpoint, portalEndpoint } from "./sso-endpoint.ts";

/** Files of the SDK that it does not offer to others. */
const inSdk = (path: string) => import(join(import.meta.dir, "../../../node_modules/@aws-sdk", path));
const { partitionsInfo } = await inSdk("core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js");
const { defaultEndpointResolver: ofPortal } = await inSdk("client-sso/dist-es/endpoint/endpointResolver.js");
const { defaultEndpointResolver: ofOidc } = await inSdk("client-sso-oidc/dist-es/endpoint/endpointResolver.js");

type Known = { id: string; outputs: { dnsSuffix: string; dualStackDnsSuffix: string }; regions: object };
const known: readonly Known[] = partitionsInfo.partitions;
const regions = known.flatMap(({ regions: all }) => Object.keys(all).filter((name) => !name.endsWith("-global")));

test("the table has all partitions of the SDK, and each region is in the right one", () => {
  expect(PARTITIONS.map(({ id }) => id).sort()).toEqual(known.map(({ id }) => id).sort());
  for (const { id, outputs, regions: all } of known) {
    const { dnsSuffix, dualStackDnsSuffix } = outputs;
    for (const region of Object.keys(all).filter((name) => !name.endsWith("-global"))) {
      expect(partitionOfRegion(region)).toMatchObject({ id, dnsSuffix, dualStackDnsSuffix });
    }
  }
  for (const { id, stsRegion } of PARTITIONS) expect(partitionOfRegion(stsRegion).id).toBe(id);
});

test.each(regions)("the endpoints of %s are those of the SDK", (region) => {
  for (const dualStack of [false, true]) {
    for (const fips of [false, true]) {
      const asked = { Region: region, UseDualStack: dualStack, UseFIPS: fips };
      const variant = { dualStack, fips };
      expect(`${portalEndpoint(region, variant).url}/`).toBe(ofPortal(asked).url.href);
      expect(`${oidcEndpoint(region, variant).url}/`).toBe(ofOidc(asked).url.href);
    }
  }
});

test("a URL stands in their place, without its last slashes", () => {
  expect(oidcEndpoint("eusc-de-east-1").url).toBe("https://oidc.eusc-de-east-1.amazonaws.eu");
  expect(portalEndpoint("eusc-de-east-1", "https://portal.example//").url).toBe("https://portal.example");
});
