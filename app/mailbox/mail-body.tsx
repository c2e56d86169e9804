const LINK = /(https?:\/\/\S+)/;

/** A plain-text mail with its links made clickable; everything else stays text. */
export function MailBody({ text }: { text: string }) {
  return (
    <div className="mt-4 whitespace-pre-line break-words">
      {text.split(LINK).map((part, index) =>
        LINK.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored mail never move
          <a key={index} href={part} className="link break-all">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
