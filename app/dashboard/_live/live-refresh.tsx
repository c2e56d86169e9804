"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { watchVersion } from "./watch-version";

/** Draws the dashboard anew whenever the wallet changes, on whatever device the change began. */
export function LiveRefresh({ version }: { version: number }) {
  const router = useRouter();
  const drawn = useRef(version);
  useEffect(() => {
    drawn.current = version;
  }, [version]);
  useEffect(() => watchVersion(drawn.current, () => router.refresh()), [router]);
  return null;
}
