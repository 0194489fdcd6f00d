import { expect, test } from "bun:test";
import type { Responder } from "../../http/listen-on-loopback.ts";
import type { Refusal } from "../../http/refusal.ts";
import { EndpointShift } from "./endpoint-shift.ts";

const REFUSAL: Refusal = { status: 401, code: "WrongToken", message: "cannot" };
const request = new Request("http://127.0.0.1/credentials");

function answerOf(admitted: Refusal | Responder): Response | Promise<Response> {
  if (typeof admitted !== "function") throw new Error("refused at once");
  return admitted();
}

test("requests wait until the grants are known, and are judged then", async () => {
  const shift = new EndpointShift();
  const known = new Set<Request>();
  const admit = shift.around((asked) => (known.has(asked) ? () => new Response("yours") : REFUSAL));
  shift.wait();
  const [mine, other] = [request, new Request(request)].map((asked) => answerOf(admit(asked)));
  expect(await Promise.race([mine, other, Bun.sleep(10)])).toBeUndefined();
  known.add(request);
  shift.begin();
  expect(await (await mine)?.text()).toBe("yours");
  expect((await other)?.status).toBe(401);
  expect(admit(new Request(request))).toBe(REFUSAL);
});

test("who ends answers what was asked, and says that the connection ends with it", async () => {
  const shift = new EndpointShift();
  const slow = Promise.withResolvers<Response>();
  const admit = shift.around(() => () => slow.promise);
  const asked = answerOf(admit(request));
  let hasEnded = false;
  const end = shift.end().then(() => {
    hasEnded = true;
  });
  await Bun.sleep(200);
  expect(hasEnded).toBe(false);
  slow.resolve(new Response("late"));
  expect((await asked).headers.get("connection")).toBe("close");
  await end;

  const quick = shift.around(() => () => new Response("quick"));
  expect((await answerOf(quick(request))).headers.get("connection")).toBe("close");
});

test("an answer that does not come is not waited for without end", async () => {
  const shift = new EndpointShift();
  void answerOf(shift.around(() => () => new Promise<never>(() => {}))(request));
  await shift.end();
});
