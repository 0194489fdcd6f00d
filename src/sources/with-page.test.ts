import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { Impatient } from "../conversation/impatient.ts";
import { SharedConversation } from "../conversation/shared-conversation.ts";
import { untilElsewhere } from "./with-page.ts";

const never = new Promise<never>(() => {});

test("where no page can be shown, there is no waiting for a sign-in elsewhere either", () => {
  const shared = new SharedConversation();
  shared.join(new Impatient("browser", "nobody is signed in", conversationWith({})));
  const refuses = (kind: "mfa-code" | "sign-in"): string | undefined => untilElsewhere(shared, never).refuses(kind);
  expect([refuses("sign-in"), refuses("mfa-code")]).toEqual(["nobody is signed in", undefined]);
});

test("what goes on is told through it", () => {
  const told: unknown[] = [];
  const conversation = conversationWith(
    {},
    {
      waiting: ({ kind }, asked) => void told.push([kind, asked]),
      wentOn: () => void told.push("went on"),
      tell: (notice) => void told.push(notice),
    },
  );
  const until = untilElsewhere(conversation, never);
  until.waiting({ kind: "sign-in", source: "corp" }, "here");
  until.wentOn();
  until.tell("the clock is wrong");
  expect(told).toEqual([["sign-in", "here"], "went on", "the clock is wrong"]);
});
