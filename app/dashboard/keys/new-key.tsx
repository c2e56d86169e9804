import { CopyButton } from "@/app/_ui/copy-button";
import { Notice } from "@/app/_ui/notice";

export type NewKeyWords = { text: string; copy: string; copied: string; copyKey: string };

type Props = { made: { title: string; key: string }; words: NewKeyWords };

/** A key just made. It is in this answer and nowhere else. */
export function NewKey({ made, words }: Props) {
  return (
    <Notice tone="success" title={made.title}>
      <p>{words.text}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2 rounded-md border border-line bg-surface p-2">
        <code className="min-w-0 flex-1 select-all break-all px-1 text-ink">{made.key}</code>
        <CopyButton text={made.key} label={words.copyKey} copy={words.copy} copied={words.copied} />
      </div>
    </Notice>
  );
}
