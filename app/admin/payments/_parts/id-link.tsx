import { Code } from "@/app/_ui/facts";

/** An id, leading to where Stripe's dashboard shows it when there is such a page. */
export function IdLink({ id, page }: { id: string; page: string | null }) {
  if (!page) return <Code>{id}</Code>;
  return (
    <a href={page} rel="noreferrer" className="underline underline-offset-4">
      <Code>{id}</Code>
    </a>
  );
}
