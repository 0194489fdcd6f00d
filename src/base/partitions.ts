/** A partition of AWS. Partitions have separate accounts, regions and endpoints. */
export interface Partition {
  readonly id: string;
  /** The beginning of its regions' names. */
  readonly prefix: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** A region whose STS always answers. */
  readonly stsRegion: string;
}

/** The kind of endpoint wanted: dual-stack (IPv6 too), FIPS-validated cryptography, or both. */
export interface EndpointVariant {
  readonly dualStack?: boolean;
  readonly fips?: boolean;
}

const AWS: Partition = {
  id: "aws",
  prefix: "",
  dnsSuffix: "amazonaws.com",
  dualStackDnsSuffix: "api.aws",
  stsRegion: "us-east-1",
};

/**
 * All partitions, `aws` last.
 *
 * @see https://github.com/aws/aws-sdk-js-v3, `partitions.ts`, which a test compares with
 */
export const PARTITIONS: readonly Partition[] = [
  {
    id: "aws-cn",
    prefix: "cn-",
    dnsSuffix: "amazonaws.com.cn",
    dualStackDnsSuffix: "api.amazonwebservices.com.cn",
    stsRegion: "cn-north-1",
  },
  { ...AWS, id: "aws-us-gov", prefix: "us-gov-", stsRegion: "us-gov-west-1" },
  {
    id: "aws-eusc",
    prefix: "eusc-",
    dnsSuffix: "amazonaws.eu",
    dualStackDnsSuffix: "api.amazonwebservices.eu",
    stsRegion: "eusc-de-east-1",
  },
  {
    id: "aws-iso",
    prefix: "us-iso-",
    dnsSuffix: "c2s.ic.gov",
    dualStackDnsSuffix: "api.aws.ic.gov",
    stsRegion: "us-iso-east-1",
  },
  {
    id: "aws-iso-b",
    prefix: "us-isob-",
    dnsSuffix: "sc2s.sgov.gov",
    dualStackDnsSuffix: "api.aws.scloud",
    stsRegion: "us-isob-east-1",
  },
  {
    id: "aws-iso-e",
    prefix: "eu-isoe-",
    dnsSuffix: "cloud.adc-e.uk",
    dualStackDnsSuffix: "api.cloud-aws.adc-e.uk",
    stsRegion: "eu-isoe-west-1",
  },
  {
    id: "aws-iso-f",
    prefix: "us-isof-",
    dnsSuffix: "csp.hci.ic.gov",
    dualStackDnsSuffix: "api.aws.hci.ic.gov",
    stsRegion: "us-isof-south-1",
  },
  AWS,
];

/** The partition of a region, by the beginning of its name. */
export function partitionOfRegion(region: string): Partition {
  return PARTITIONS.find(({ prefix }) => region.startsWith(prefix)) ?? AWS;
}
