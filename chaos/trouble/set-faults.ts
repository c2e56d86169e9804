import type { World } from "../world";

/** What goes wrong at the emulator, as its README says. */
export type DeliveryFault = {
  duplicate?: number;
  secondId?: boolean;
  reorder?: boolean;
  delayMs?: number;
  drop?: boolean;
  types?: readonly string[];
};
export type CallFault = {
  path: string;
  method?: string;
  count: number;
  action: "fail" | "hang" | "reset";
  when?: "before" | "during" | "after";
  status?: number;
};
export type Faults = { deliveries?: DeliveryFault; calls?: readonly CallFault[] };

/** From now on; a part that is not named stays as it is. */
export async function setFaults({ emulator }: Pick<World, "emulator">, faults: Faults): Promise<void> {
  const answer = await fetch(`${emulator}/_emulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(`the emulator refused these faults: ${await answer.text()}`);
}
