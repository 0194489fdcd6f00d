import { ActasError } from "../../../base/errors.ts";
import { proxyFor } from "../../../network/proxy-for.ts";
import type { Check, CheckFinding } from "../check.ts";
import { probeOf } from "../probe.ts";
import { type Scene, usableTarget } from "../scene.ts";

/** Whether AWS can be reached from here, how, and in which region. */
export const network: Check = {
  name: "network",
  run: async (scene) => {
    const { answer, host, isSetUpWrong, network: way, region } = await probeOf(scene);
    if (answer instanceof ActasError) {
      const words = isSetUpWrong
        ? answer.message
        : `not checked: ${answer.message.replace(/^cannot look at it: /, "")}`;
      return [...withoutRegion(scene), { severity: isSetUpWrong ? "error" : "unknown", words, mend: answer.hints }];
    }
    const proxy = proxyFor(new URL(`https://${host}`), way);
    const by = proxy ? `, through the proxy ${proxy.host} (${proxy.name})` : "";
    const bundle = way.bundle ? `, with the authorities in ${way.bundle.value} (${way.bundle.name})` : "";
    return [...withoutRegion(scene), { severity: "fine", words: `STS of ${region} answers at ${host}${by}${bundle}` }];
  },
};

/** STS has a region in any case; most other services have none unless it is set. */
function withoutRegion(scene: Scene): CheckFinding[] {
  const found = usableTarget(scene);
  const { environment } = scene;
  if (!found || found.target.region || environment.AWS_REGION || environment.AWS_DEFAULT_REGION) return [];
  const words = "no region is set: most programs refuse to start without one";
  return [{ severity: "warning", words, mend: ["set `region` in the profile, or AWS_REGION"] }];
}
