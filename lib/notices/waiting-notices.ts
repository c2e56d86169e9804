let areExpected = false;

/** Notes that this process has just owed somebody a mail; whoever answers next can send it. */
export function expectNotices(): void {
  areExpected = true;
}

/** Whether this process has owed a mail that it did not try to send yet; so that most answers need not look. */
export function areNoticesExpected(): boolean {
  return areExpected;
}

/** The same, and whoever asks so takes the sending upon itself. */
export function takeExpected(): boolean {
  const were = areExpected;
  areExpected = false;
  return were;
}
