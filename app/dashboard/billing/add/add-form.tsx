"use client";
import { useElements, useStripe } from "@stripe/react-stripe-js";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { LoadFailed } from "@/app/_payments/load-failed";
import type { Notice } from "@/app/_payments/notice";
import { NoticeBox } from "@/app/_payments/notice-box";
import { type FormState, PaymentFields } from "@/app/_payments/payment-fields";
import { addInBrowser, type Phase } from "./add-in-browser";
import type { AddWords } from "./words";

type Props = { words: AddWords; onReload: () => void; isBack: boolean };

/** Stripe's form with our button. Card data stays in Stripe's frames: this form has no field of its own. */
export function AddForm({ words, onReload, isBack }: Props) {
  const [form, setForm] = useState<FormState>("loading");
  const { phase, notice, save } = useSaving(words, isBack);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (form === "ready") void save();
  }

  if (form === "failed") return <LoadFailed words={words} onRetry={onReload} />;
  return (
    <form onSubmit={submit} className="grid gap-4" aria-busy={phase !== "idle"}>
      <PaymentFields label={words.loading} form={form} onForm={setForm} />
      {notice && <NoticeBox notice={notice} />}
      <SaveButton phase={phase} ready={form === "ready"} words={words} />
    </form>
  );
}

/** One try at a time: the guard is a ref, because a second click arrives before React has drawn the button. */
function useSaving(words: AddWords, isBack: boolean) {
  const stripe = useStripe();
  const elements = useElements();
  const router = useRouter();
  const busy = useRef(false);
  const [phase, setPhase] = useState<Phase>("idle");
  const [notice, setNotice] = useState<Notice | null>(isBack ? words.bankLeft : null);

  async function save() {
    if (!stripe || !elements || busy.current) return;
    busy.current = true;
    setNotice(null);
    const end = await addInBrowser({ stripe, elements, words, onPhase: setPhase });
    if (end.end === "added" || end.end === "processing") {
      setPhase("leaving");
      router.replace(`/dashboard/billing?after=${end.end}`);
      return;
    }
    busy.current = false;
    setPhase("idle");
    setNotice(end.end === "refused" ? end.notice : null);
  }

  return { phase, notice, save };
}

function SaveButton({ phase, ready, words }: { phase: Phase; ready: boolean; words: AddWords }) {
  const doing = phase === "idle" ? null : words.phase[phase === "leaving" ? "finishing" : phase];
  return (
    <>
      <button
        type="submit"
        className={`btn btn-primary btn-lg w-full text-base ${ready ? "" : "opacity-60"}`}
        aria-disabled={doing !== null || !ready}
      >
        {doing === null ? null : <span aria-hidden="true" className="loading loading-spinner loading-sm" />}
        {doing ?? words.submit}
      </button>
      <p role="status" className="sr-only">
        {doing}
      </p>
    </>
  );
}
