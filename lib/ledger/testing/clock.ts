import { afterAll, afterEach } from "vitest";
import { useClock } from "@/lib/platform/clock";

const START = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;

/** For this test file the time stands still, at the start, until a test moves it; each test begins there. */
export function useStandingClock() {
  let present = START;
  const restore = useClock(() => present);
  afterAll(restore);
  afterEach(() => {
    present = START;
  });
  const inMinutes = (minutes: number) => new Date(START + minutes * MINUTE);
  return {
    inMinutes,
    /** To so many minutes after the start. */
    moveTo: (minutes: number) => {
      present = inMinutes(minutes).getTime();
    },
  };
}
