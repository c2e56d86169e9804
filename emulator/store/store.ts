import { type Change, Journal } from "./journal";
import { TABLE_NAMES, type TableName, type Tables } from "./tables";

type Rows = Map<string, unknown>;
/** How many places of rows that are gone are kept before the order is made anew. */
const DEAD_KEPT = 1000;

interface Undo {
  table: TableName;
  id: string;
  before: unknown;
}

/**
 * Everything the emulator knows, in memory, with a journal behind it. Values are never changed in place: an event
 * keeps the object it was written with by keeping the reference.
 */
export class Store {
  readonly #tables = new Map<TableName, Rows>();
  readonly #order = new Map<TableName, string[]>();
  /** Rows that are gone but still have a place in the order. */
  readonly #dead = new Map<TableName, Set<string>>();
  #journal: Journal | null = null;
  #undo: Undo[] = [];
  #after: (() => void)[] = [];
  #open = false;

  constructor(folder: string | null) {
    this.#empty();
    if (folder === null) return;
    this.#journal = Journal.open(
      folder,
      ([table, id, value]) => {
        if (this.#tables.has(table as TableName)) this.#set(table as TableName, id, value ?? undefined);
      },
      () => this.#snapshot(),
    );
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    return this.#rows(table).get(id) as Tables[T] | undefined;
  }

  put<T extends TableName>(table: T, id: string, value: Tables[T]): Tables[T] {
    this.#change(table, id, value);
    return value;
  }

  delete(table: TableName, id: string): void {
    this.#change(table, id, undefined);
  }

  /** All rows, newest first. */
  *newest<T extends TableName>(table: T): Generator<Tables[T]> {
    const ids = this.#order.get(table) ?? [];
    for (let index = ids.length - 1; index >= 0; index -= 1) {
      const row = this.get(table, ids[index] ?? "");
      if (row !== undefined) yield row;
    }
  }

  count(table: TableName): number {
    return this.#rows(table).size;
  }

  /** Runs `work` as a whole: its changes are on disk when this returns, and gone when it throws. */
  transaction<T>(work: () => T): T {
    if (this.#open) throw new Error("a transaction is already open");
    this.#open = true;
    try {
      const result = work();
      this.#commit();
      return result;
    } catch (error) {
      this.#rollBack(0, 0);
      throw error;
    } finally {
      this.#open = false;
    }
  }

  /** Remembers this moment of the open transaction; the answer takes everything since then back. */
  savepoint(): () => void {
    const changes = this.#undo.length;
    const after = this.#after.length;
    return () => this.#rollBack(changes, after);
  }

  /** Runs `work` once the open transaction is on disk; never when it is rolled back. */
  afterCommit(work: () => void): void {
    this.#after.push(work);
  }

  reset(): void {
    this.#empty();
    this.#journal?.clear();
  }

  close(): void {
    this.#journal?.close();
    this.#journal = null;
  }

  #commit(): void {
    const changes: Change[] = [];
    const seen = new Set<string>();
    for (const { table, id } of this.#undo) {
      const key = `${table} ${id}`;
      if (seen.has(key)) continue;
      seen.add(key);
      changes.push([table, id, this.get(table, id) ?? null]);
    }
    if (changes.length > 0) this.#journal?.append(changes);
    const after = this.#after;
    this.#undo = [];
    this.#after = [];
    for (const work of after) queueMicrotask(work);
  }

  #rollBack(changes: number, after: number): void {
    for (const { table, id, before } of this.#undo.splice(changes).reverse()) this.#set(table, id, before);
    this.#after.length = after;
  }

  #change(table: TableName, id: string, value: unknown): void {
    if (!this.#open) throw new Error(`${table} ${id} is written outside a transaction`);
    this.#undo.push({ table, id, before: this.#rows(table).get(id) });
    this.#set(table, id, value);
  }

  #set(table: TableName, id: string, value: unknown): void {
    const rows = this.#rows(table);
    const dead = this.#dead.get(table) ?? new Set();
    if (value === undefined) {
      if (rows.delete(id)) this.#dead.set(table, dead.add(id));
      if (dead.size > DEAD_KEPT && dead.size > rows.size) this.#reorder(table);
      return;
    }
    if (dead.has(id)) this.#reorder(table);
    if (!rows.has(id)) this.#order.get(table)?.push(id);
    rows.set(id, value);
  }

  /** Forgets the places of rows that are gone. A new list: whoever walks the old one may go on. */
  #reorder(table: TableName): void {
    const rows = this.#rows(table);
    const order = this.#order.get(table) ?? [];
    this.#order.set(
      table,
      order.filter((id) => rows.has(id)),
    );
    this.#dead.delete(table);
  }

  #rows(table: TableName): Rows {
    const rows = this.#tables.get(table);
    if (rows === undefined) throw new Error(`no table ${table}`);
    return rows;
  }

  #empty(): void {
    for (const name of TABLE_NAMES) {
      this.#tables.set(name, new Map());
      this.#order.set(name, []);
      this.#dead.delete(name);
    }
  }

  *#snapshot(): Generator<Change> {
    for (const [table, rows] of this.#tables) for (const [id, value] of rows) yield [table, id, value];
  }
}
