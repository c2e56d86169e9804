import type { World } from "../world";

/** What goes wrong at the emulator, as its README says; a part that is not named stays as it is. */
export type Faults = {
  deliveries?: {
    duplicate?: number;
    secondId?: boolean;
    reorder?: boolean;
    delayMs?: number;
    drop?: boolean;
    types?: readonly string[];
  };
  calls?: readonly {
    path: string;
    method?: string;
    count: number;
    action: "fail" | "hang" | "reset";
    when?: "before" | "during" | "after";
    status?: number;
  }[];
};

export async function setFaults({ emulator }: Pick<World, "emulator">, faults: Faults): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${emulator}/_emulator/faults`, {
    method: "POST",
    headers,
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(`the emulator refused these faults: ${await answer.text()}`);
}
