import { ActasError } from "../../base/errors.ts";
import { partitionOfRegion } from "../../base/partitions.ts";
import type { Network } from "../../network/network.ts";
import { type HttpAnswer, NoAnswer, send } from "../../network/send.ts";
import { unreachable } from "../../network/unreachable.ts";
import { defaultProfile } from "../../profiles/profile.ts";
import { networkFor } from "../../targets/endpoints/network.ts";
import { regionOf } from "../../targets/endpoints/region.ts";
import { stsAddress } from "../../targets/endpoints/sts-address.ts";
import { stsForLater } from "../../targets/endpoints/sts-location.ts";
import type { CheckFinding } from "./check.ts";
import { type Scene, usableTarget } from "./scene.ts";

/** An answer to a question without credentials, or why there is none. */
interface Answer {
  readonly answer: HttpAnswer | ActasError;
  /** Whether the way out is at fault, and not only the network of the moment. */
  readonly isSetUpWrong: boolean;
  /** The middle of the time that the question took, in milliseconds since the epoch. */
  readonly askedAt: number;
}

/** Of STS. */
export interface Probe extends Answer {
  readonly host: string;
  readonly region: string;
  readonly network: Network;
}

/** What the checks find that can say nothing without an answer. */
export const NO_ANSWER: CheckFinding = { severity: "unknown", words: "not checked: AWS does not answer" };

/** Somebody waits for the report, and a network that works answers in less. */
const LIMIT_MS = 3_000;

/** What says that a proxy or an authority is missing, as opposed to a cable. */
const ABOUT_THE_WAY = /CERT|LEAF_SIGNATURE|PROXY/;

const PROBES = new WeakMap<Scene, Promise<Probe>>();

/** Asks STS once for all checks. Nothing that tells who asks is sent. */
export function probeOf(scene: Scene): Promise<Probe> {
  const known = PROBES.get(scene) ?? probe(scene);
  PROBES.set(scene, known);
  return known;
}

async function probe(scene: Scene): Promise<Probe> {
  const { network = {}, ...location } = stsOf(scene);
  const url = stsAddress(location);
  const about = { host: new URL(url).host, network, region: location.region };
  if (location.unusable) return { ...about, answer: location.unusable, isSetUpWrong: true, askedAt: Date.now() };
  return { ...about, ...(await answerOf(url, network, "STS")) };
}

/** What a server answers to a question without anything in it, or why it does not. */
export async function answerOf(url: string, network: Network, service: string): Promise<Answer> {
  const begun = Date.now();
  try {
    const answer = await send({ url, method: "GET", network, signal: AbortSignal.timeout(LIMIT_MS) });
    return { answer, isSetUpWrong: false, askedAt: (begun + Date.now()) / 2 };
  } catch (error) {
    if (error instanceof ActasError) return { answer: error, isSetUpWrong: true, askedAt: begun };
    if (!(error instanceof NoAnswer)) throw error;
    const answer = unreachable(error, "look at it", service, new URL(url).host);
    return { answer, isSetUpWrong: ABOUT_THE_WAY.test(error.code ?? ""), askedAt: begun };
  }
}

/** The STS of the target, or the one that a program without a profile would ask. */
function stsOf(scene: Scene) {
  const found = usableTarget(scene);
  if (found) return (found.target.chain.at(-1) ?? found.target.source).sts;
  const { environment, files } = scene;
  const known = files instanceof ActasError ? NO_FILES : files;
  const own = defaultProfile(known);
  const request = { environment, freshness: "cached", interaction: "never" } as const;
  const network = networkFor([own], environment);
  const partition = partitionOfRegion(regionOf([own], request)?.value ?? "").id;
  return { ...stsForLater({ own, lineage: [own], partition }, request, known), ...(network && { network }) };
}

const NO_FILES = {
  config: { path: "", sections: new Map() },
  credentials: { path: "", sections: new Map() },
};
