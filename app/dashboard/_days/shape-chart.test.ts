import { describe, expect, it } from "vitest";
import { BOX, barsOf, stepsOf } from "./shape-chart";

describe("bars", () => {
  it("are as high as their share of the highest, and stand on the ground", () => {
    const [half, full, none] = barsOf([50, 100, 0]);
    expect(half).toMatchObject({ height: BOX.height / 2, y: BOX.height / 2 });
    expect(full).toMatchObject({ height: BOX.height, y: 0 });
    expect(none).toMatchObject({ height: 0, y: BOX.height });
  });

  it("can be seen when there is anything at all, beside a day a million times as large", () => {
    expect(barsOf([1, 1_000_000])[0]?.height).toBeGreaterThan(1);
  });

  it("are not there, and not broken, when nothing was used", () => {
    expect(barsOf([0, 0]).map(({ height }) => height)).toEqual([0, 0]);
  });
});

describe("steps", () => {
  it("go up and down at the ends of days, from edge to edge", () => {
    expect(stepsOf([0, 10, 5])).toBe("M0 79H100V1H200V40H300");
  });

  it("lie on the ground when there is nothing", () => {
    expect(stepsOf([0, 0])).toBe("M0 79H150V79H300");
  });
});
