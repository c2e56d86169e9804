import { expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { readJobForm, WORD_LENGTH_MAX } from "./read-job-form";

function read(job: string, word: string) {
  const form = new FormData();
  form.set("job", job);
  form.set("word", word);
  return readJobForm(form);
}

it("reads a word without the spaces around it, and whatever letters it is made of", () => {
  const jobId = newId();
  expect(read(jobId, "  Ada ")).toEqual({ ok: true, jobId, word: "Ada" });
  expect(read(jobId, "积".repeat(WORD_LENGTH_MAX))).toMatchObject({ ok: true });
  expect(read(jobId, "𝒜".repeat(WORD_LENGTH_MAX))).toMatchObject({ ok: true });
});

it("refuses what can be no word, or no job", () => {
  expect(read(newId(), "   ")).toMatchObject({ refusal: "word_required" });
  expect(read(newId(), "a\u0000b")).toMatchObject({ refusal: "word_required" });
  expect(read("mine", "Ada")).toMatchObject({ refusal: "word_required" });
  expect(readJobForm(new FormData())).toMatchObject({ refusal: "word_required" });
  expect(read(newId(), "x".repeat(WORD_LENGTH_MAX + 1))).toMatchObject({ refusal: "word_too_long" });
});
