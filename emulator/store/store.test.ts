import { expect, it } from "vitest";
import { Store } from "./store";

const session = (id: string) => ({ id, kind: "settle_charge", ref: id, dueAt: 0, clock: null }) as const;

it("a row that was deleted and written again is listed once, as the newest", () => {
  const store = new Store(null);
  store.transaction(() => {
    for (const id of ["a", "b", "c"]) store.put("task", id, session(id));
    store.delete("task", "a");
    store.put("task", "a", session("a"));
  });
  expect([...store.newest("task")].map((task) => task.id)).toEqual(["a", "c", "b"]);
});

it("what a rolled back transaction wrote or deleted is as it was", () => {
  const store = new Store(null);
  store.transaction(() => store.put("task", "a", session("a")));
  const work = () =>
    store.transaction(() => {
      store.delete("task", "a");
      store.put("task", "b", session("b"));
      throw new Error("no");
    });
  expect(work).toThrow("no");
  expect([...store.newest("task")].map((task) => task.id)).toEqual(["a"]);
});

it("many rows that come and go leave no trace in the order", () => {
  const store = new Store(null);
  store.transaction(() => {
    for (let index = 0; index < 5000; index += 1) {
      store.put("task", `t${index}`, session(`t${index}`));
      if (index >= 3) store.delete("task", `t${index}`);
    }
  });
  expect([...store.newest("task")].map((task) => task.id)).toEqual(["t2", "t1", "t0"]);
});
