"use client";

import { usePathname } from "next/navigation";

/** A link that says so when it leads to the page that is open, or to the list that page belongs to. */
export function NavLink({ href, children }: { href: string; children: string }) {
  const path = usePathname();
  const isHere = path === href || (href !== "/admin" && path.startsWith(`${href}/`));
  return (
    <a
      href={href}
      aria-current={isHere ? "page" : undefined}
      className="link-quiet tap flex items-center border-transparent border-b-2 font-medium text-sm hover:no-underline aria-[current]:border-primary aria-[current]:text-ink"
    >
      {children}
    </a>
  );
}
