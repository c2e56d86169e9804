"use client";
import { useEffect, useRef } from "react";
import { Notice as NoticeCard } from "@/app/_ui/notice";
import type { Notice } from "./notice";

/** A refusal in words. It takes the focus when it appears, so that it is read out and not missed. */
export function NoticeBox({ notice }: { notice: Notice }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new notice is to be heard
  useEffect(() => box.current?.focus(), [notice]);
  const link = notice.link && (
    <a className="btn btn-quiet tap" href={notice.link.href}>
      {notice.link.label}
    </a>
  );
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      <NoticeCard tone="danger" title={notice.title} action={link}>
        {notice.text}
      </NoticeCard>
    </div>
  );
}
