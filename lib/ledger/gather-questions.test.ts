import { expect, it, vi } from "vitest";
import { gatherQuestions } from "./gather-questions";

/** A query that is answered when the test says so. */
function slowQuery() {
  const sent: { ids: string[]; answer: (value: string) => void; fail: () => void }[] = [];
  const ask = gatherQuestions<string>(
    (ids) =>
      new Promise((resolve, reject) => {
        const answer = (value: string) => resolve(new Map(ids.map((id) => [id, value])));
        sent.push({ ids, answer, fail: () => reject(new Error("lost")) });
      }),
  );
  return { sent, ask };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it("asks a crowd's questions in one query while another is on its way, each wallet once", async () => {
  const { sent, ask } = slowQuery();
  const first = ask("a");
  await settled();
  const others = [ask("a"), ask("b"), ask("b")];
  await settled();
  expect(sent.map(({ ids }) => ids)).toEqual([["a"]]);
  sent[0]?.answer("old");
  await settled();
  expect(sent.map(({ ids }) => ids)).toEqual([["a"], ["a", "b"]]);
  sent[1]?.answer("new");
  expect([await first, ...(await Promise.all(others))]).toEqual(["old", "new", "new", "new"]);
});

it("never answers a question by a query that was sent before it", async () => {
  const { sent, ask } = slowQuery();
  void ask("a");
  await settled();
  const late = ask("a");
  sent[0]?.answer("before");
  await settled();
  sent[1]?.answer("after");
  expect(await late).toBe("after");
});

it("goes on after a query that failed, which fails its own questions only", async () => {
  const { sent, ask } = slowQuery();
  const failing = ask("a");
  await settled();
  const next = ask("a");
  sent[0]?.fail();
  await expect(failing).rejects.toThrow("lost");
  await settled();
  sent[1]?.answer("fine");
  expect(await next).toBe("fine");
});

it("does not keep later questions waiting for a query that is lost", async () => {
  const { sent, ask } = slowQuery();
  void ask("a");
  await settled();
  const next = ask("b");
  await vi.waitFor(() => expect(sent.length).toBe(2));
  sent[1]?.answer("fine");
  expect(await next).toBe("fine");
});
