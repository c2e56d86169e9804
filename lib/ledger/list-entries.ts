import { findEntries } from "./find-entries";
import type { EntryView } from "./views";

/**
 * A wallet's last entries, newest first, with the cause of each. Give the last `seq` you have as `before` for the
 * ones that came earlier. `findEntries` is the same with filters and with links to the pages around.
 */
export async function listEntries(
  walletId: string,
  { before, limit }: { before?: number; limit: number },
): Promise<EntryView[]> {
  const { entries } = await findEntries(walletId, { before, limit });
  return entries;
}
