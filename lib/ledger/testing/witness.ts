import { sql } from "@/db/client";
import { isNamed, kindOf, nameOf } from "./act";
import type { Piece } from "./history";

/** What happens by itself when its time has come, and so without anybody's answer. */
const BY_ITSELF = ["expire", "release"];

/**
 * What an outside witness who kept every answer finds wrong: acknowledged work that is not in the tables, and work
 * in the tables that nobody was told of, as when a second try did it again. The invariants cannot notice the first:
 * without a commit that was lost whole, everything still agrees. Each operation is known by the version it left.
 */
export async function askWitness(walletId: string, pieces: readonly Piece[]) {
  const written = await sql()<{ kind: string; version: number }[]>`
    select operations.kind, max(entries.seq) as version
    from ledger_operations operations join ledger_entries entries
      on entries.wallet_id = operations.wallet_id and entries.operation_key = operations.key
    where operations.wallet_id = ${walletId} group by operations.kind, operations.key`;
  const told = pieces.flatMap(({ act, answer }) =>
    answer.ok && isNamed(act) ? [`${kindOf(act)} to version ${answer.version}`] : [],
  );
  const kept = written.map(({ kind, version }) => `${kind} to version ${version}`);
  const demanded = kept.filter((_, index) => !BY_ITSELF.includes(written[index]?.kind ?? ""));
  return {
    lost: [...new Set(told)].filter((each) => !kept.includes(each)),
    untold: demanded.filter((each) => !told.includes(each)),
    twice: findDoubled(pieces),
  };
}

/** What was asked under one name and left two versions: it happened twice. */
function findDoubled(pieces: readonly Piece[]): string[] {
  const versions = new Map<string, Set<number>>();
  for (const { act, answer } of pieces) {
    if (!answer.ok || !isNamed(act)) continue;
    const name = nameOf(act);
    versions.set(name, (versions.get(name) ?? new Set()).add(answer.version));
  }
  return [...versions].filter(([, each]) => each.size > 1).map(([name]) => name);
}
