import type { Target } from "./find-target";

type Facts = { target: Target; types: number; emulated: boolean; file: string };

/** What is about to happen, for the person at the terminal. */
export function introduction({ target, types, emulated, file }: Facts): string {
  return [
    `Forwarding ${types} types of events of ${emulated ? "the emulator" : "Stripe (test mode)"} to ${target.url}`,
    // An emulator that npm run dev started delivers by itself; one that somebody else started may not.
    ...(target.emulator === null ? [] : EMULATED),
    ...aboutServer(target.server, file),
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}

const EMULATED = [
  "The emulator delivers every event to this app by itself. Here you see them pass; they come twice, which changes nothing.",
];

function aboutServer(server: Target["server"], file: string): string[] {
  if (server === "production")
    return [
      "The server that runs here is a production build and takes secrets from its environment alone: set",
      "STRIPE_WEBHOOK_SECRET to what `npx stripe listen --print-secret` prints and start it again, or use npm run dev.",
    ];
  const taken = `The signing secret lies in ${file}, where npm run dev takes it: nothing to copy, no restart.`;
  if (server === "dev") return [taken];
  return [
    taken,
    "No server runs here yet. Start one with npm run dev; should it get another port, start this again.",
  ];
}
