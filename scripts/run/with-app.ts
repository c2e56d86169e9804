import { requireEnv } from "@/lib/platform/require-env";
import { checkHome, describeHomeFault } from "@/lib/setup/check-home";
import { lacksStripe, NO_STRIPE, settingsBeside } from "./beside";
import { dataFolder } from "./folders";
import { withDatabase } from "./with-database";

/**
 * For operators' commands that need the database and Stripe: what the environment names, else the embedded database
 * and the emulator of a running `npm run dev`. A live key makes it the environment of production, with its rules.
 */
export function withApp<T>(command: string, work: () => Promise<T>): Promise<T> {
  return withDatabase(command, async () => {
    const mode = process.env.STRIPE_SECRET_KEY?.includes("_live_") ? "production" : "dev";
    if (lacksStripe(dataFolder(), process.env)) throw new Error(NO_STRIPE);
    Object.assign(process.env, settingsBeside(dataFolder(), process.env, mode));
    requireEnv();
    await requireHome();
    return work();
  });
}

/** A command must not mix what belongs to two accounts either. */
async function requireHome(): Promise<void> {
  const check = await checkHome();
  if (!check.ok) throw new Error(describeHomeFault(check.fault));
}
