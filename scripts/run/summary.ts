import type { Stack } from "./stack";

type Facts = Pick<Stack, "address" | "emulator" | "database" | "wanted" | "ports">;

const FOR_TRYING: [string, string][] = [
  ["Card", "4242 4242 4242 4242, or 4000 0027 6000 3184 with 3D Secure; any CVC, a date to come"],
];

const FOR_EVENTS: [string, string][] = [
  ["Events", "npm run stripe:listen, in another terminal, brings Stripe's events here and needs no set-up"],
];

/** What a person needs after a start: where things are, what they may try, how it ends. */
export function summary(
  { address, emulator, database, wanted, ports }: Facts,
  folder: string,
  took: string,
): string {
  const lines: [string, string][] = [
    [
      "Stripe",
      emulator
        ? `emulator at ${emulator}, no real money${moved(wanted.emulator, ports.emulator)}`
        : "your keys",
    ],
    ...(emulator ? [] : FOR_EVENTS),
    [
      "Database",
      database
        ? `PostgreSQL at 127.0.0.1:${database.port}, kept in ${folder}${moved(wanted.database, ports.database)}`
        : "your DATABASE_URL",
    ],
    ...(emulator ? FOR_TRYING : []),
    ["Stop", "Ctrl-C"],
  ];
  const title = `Topup is ready at ${address}${moved(wanted.app, ports.app)} after ${took}`;
  return ["", title, ...lines.map(([name, text]) => `  ${name.padEnd(9)} ${text}`), ""].join("\n");
}

function moved(wanted: number, got: number): string {
  return wanted === got ? "" : ` (${wanted} was taken)`;
}
