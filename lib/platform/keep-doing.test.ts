import { expect, it, vi } from "vitest";
import { keepDoing } from "./keep-doing";

it("work is done again after it failed, never twice at once, and no more once it is stopped", async () => {
  let [turns, atOnce, atOnceMax] = [0, 0, 0];
  const stop = keepDoing(
    async () => {
      atOnceMax = Math.max(atOnceMax, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 3));
      atOnce--;
      if (++turns === 1) throw new Error("the first turn fails");
      if (turns === 3) stop();
    },
    { everyMs: 1, failure: "it failed; the next turn tries again" },
  );
  await vi.waitFor(() => expect(turns).toBe(3));
  expect(atOnceMax).toBe(1);
});
