import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepAsking } from "./keep-asking";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A page that counts its questions. */
function newPage(goesOn = (_asked: number) => true) {
  const page = { asked: 0, watched: true };
  const ask = async () => {
    page.asked += 1;
  };
  const asking = keepAsking({ ask, goesOn, isWatched: () => page.watched });
  const askedAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return page.asked;
  };
  return { page, asking, askedAfter };
}

describe("asking how an order stands", () => {
  it("asks at once, then with growing pauses", async () => {
    const { askedAfter } = newPage();
    expect(await askedAfter(0)).toBe(1);
    expect(await askedAfter(1_000)).toBe(2);
    expect(await askedAfter(1_999)).toBe(2);
    expect(await askedAfter(1)).toBe(3);
    expect(await askedAfter(3_000)).toBe(4);
  });

  it("asks at most twice a minute in the long run", async () => {
    const { page, askedAfter } = newPage();
    await askedAfter(600_000);
    const before = page.asked;
    expect((await askedAfter(600_000)) - before).toBe(20);
  });

  it("asks once when once is enough", async () => {
    const { askedAfter } = newPage(() => false);
    expect(await askedAfter(60_000)).toBe(1);
  });

  it("rests while nobody looks, and asks at once when somebody does again", async () => {
    const { page, asking, askedAfter } = newPage();
    await askedAfter(0);
    page.watched = false;
    expect(await askedAfter(600_000)).toBe(1);
    page.watched = true;
    asking.wake();
    expect(await askedAfter(0)).toBe(2);
    expect(await askedAfter(1_000)).toBe(3);
  });

  it("never asks twice at the same time, however often it is woken", async () => {
    let open = 0;
    let most = 0;
    const ask = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      open -= 1;
    };
    const asking = keepAsking({ ask, goesOn: () => true, isWatched: () => true });
    for (let times = 0; times < 10; times += 1) asking.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(most).toBe(1);
    asking.stop();
  });

  it("asks nothing more after it was stopped", async () => {
    const { asking, askedAfter } = newPage();
    await askedAfter(0);
    asking.stop();
    asking.wake();
    expect(await askedAfter(60_000)).toBe(1);
  });
});
