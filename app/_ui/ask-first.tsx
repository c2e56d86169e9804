import { SubmitButton } from "./submit-button";

type AskFirstProps = {
  /** Of the popover in its page. */
  id: string;
  /** The hidden field that names what it is about. */
  field: { name: string; value: string };
  action: (form: FormData) => Promise<void>;
  className?: string;
  words: Record<"open" | "openOf" | "title" | "text" | "keep" | "submit" | "pending", string>;
};

/** A button that asks before its form is sent: a native popover, so the question comes without script too. */
export function AskFirst({ id, field, action, className = "", words }: AskFirstProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={words.openOf}
        className={`btn btn-quiet tap ${className}`}
      >
        {words.open}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-title`}
        className="panel m-auto w-md max-w-[calc(100vw-2rem)] p-6 text-ink shadow-float backdrop:bg-black/40"
      >
        <h3 id={`${id}-title`} className="break-words text-base">
          {words.title}
        </h3>
        <p className="mt-2 text-muted">{words.text}</p>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <button type="button" popoverTarget={id} popoverTargetAction="hide" className="btn btn-quiet tap">
            {words.keep}
          </button>
          <form action={action}>
            <input type="hidden" name={field.name} value={field.value} />
            <SubmitButton className="btn-error" pending={words.pending}>
              {words.submit}
            </SubmitButton>
          </form>
        </div>
      </div>
    </>
  );
}
