import type { World } from "../world";

/** An armed point that nobody comes to is given up after so many acts. */
const ACTS_UNTIL_DISARMED = 30;

/** Kills the app between two steps, as soon as it comes there. */
export async function crashAt({ app, counts, isOver }: World, point: string): Promise<void> {
  if (!(await app.arm(point))) return;
  const waited = counts.more("acts", ACTS_UNTIL_DISARMED, isOver);
  const died = app.untilEnded().then(() => "died" as const);
  if ((await Promise.race([died, waited])) !== "died" && (await app.arm("")))
    return counts.add("crash points not reached");
  await app.kill();
  await app.start();
  counts.add("crash points reached");
  counts.add(`killed: ${point}`);
}
