import { CopyButton } from "@/app/_ui/copy-button";

type Props = { code: string; title: string; words: { copy: string; copied: string; label: string } };

/** Code that can be copied; long lines scroll within it, also by keyboard. */
export function CodeBlock({ code, title, words }: Props) {
  return (
    <div className="panel min-w-0 overflow-hidden">
      <div className="flex min-h-10 items-center border-line border-b py-1 pr-1 pl-4 text-muted text-sm">
        {title}
        <CopyButton text={code} label={words.label} copy={words.copy} copied={words.copied} />
      </div>
      <Code code={code} />
    </div>
  );
}

export function Code({ code }: { code: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre tabIndex={0} className="overflow-x-auto p-4 font-mono text-sm" translate="no">
      <code>{code}</code>
    </pre>
  );
}
