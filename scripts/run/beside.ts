import { isLoopback } from "@/lib/platform/public-address";
import { findHolder } from "./hold-folder";
import { readLocalSecrets } from "./local-secrets";
import type { Mode } from "./next-app";
import { plannedSettings, planStart } from "./settings";

type Source = NodeJS.Dict<string>;

/**
 * The environment of a command beside the app of this data folder: with the stand-ins where they are now. They need not
 * stand where a start would like them: what answers there may be those of another checkout, with its endpoints.
 */
export function settingsBeside(folder: string, source: Source, mode: Mode): Source {
  const plan = planStart(source, mode);
  const planned = plannedSettings(source, mode, plan, readLocalSecrets(folder));
  const holder = findHolder(folder);
  return {
    ...planned,
    TOPUP_DATA: folder,
    ...(plan.emulatesStripe && holder?.emulator ? { STRIPE_API_BASE: holder.emulator } : {}),
    ...(holder?.address && !source.PORT ? { PORT: new URL(holder.address).port } : {}),
  };
}

export const NO_STRIPE =
  "No Stripe keys are set, and no emulator runs here. Set both keys, or start npm run dev.";

/** Whether a command without keys would find nobody: no emulator belongs to this data folder now. */
export function lacksStripe(folder: string, source: Source): boolean {
  return planStart(source, "dev").emulatesStripe && !findHolder(folder)?.emulator;
}

/**
 * What is deployed is judged as what is deployed, wherever that is done: by its keys, by its host, or by a public
 * address. A dev server that runs here is not, though a tunnel gave it one.
 */
export function modeToJudge(folder: string, source: Source): Mode {
  if (source.STRIPE_SECRET_KEY?.includes("_live_") || source.VERCEL?.trim()) return "production";
  return isPublic(source.APP_URL?.trim()) && findHolder(folder)?.command !== "npm run dev"
    ? "production"
    : "dev";
}

function isPublic(address = ""): boolean {
  return address.startsWith("https://") && URL.canParse(address) && !isLoopback(new URL(address));
}
