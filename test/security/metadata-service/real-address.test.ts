import { OWN_NETWORK, passesInOwnNetwork } from "../../imds/own-network.ts";
import { testNeeding } from "../../support/needs.ts";

const LIMIT_MS = 120_000;

testNeeding(...OWN_NETWORK, "sudo")(
  "the address goes with the process, and nothing keeps a privilege",
  () => passesInOwnNetwork("real-address", LIMIT_MS),
  LIMIT_MS,
);

testNeeding(
  ...OWN_NETWORK,
  "curl",
  "nsenter",
  "python3",
  "setpriv",
)(
  "other users, neighbours on a network, requests of browsers and through proxies get nothing at the real address",
  () => passesInOwnNetwork("attacks", LIMIT_MS),
  LIMIT_MS,
);
