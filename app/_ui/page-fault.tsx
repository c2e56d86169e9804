"use client";

import { useSyncExternalStore } from "react";
import en from "@/messages/en/errors.json";
import zh from "@/messages/zh/errors.json";

/** Error pages run in the browser without our server, so they carry their words with them. */
const WORDS = { en: en.unexpected, zh: zh.unexpected };

function readLanguage(): keyof typeof WORDS {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

const neverChanges = () => () => {};

/** The id under which the server logged an error that it does not show. */
function digestOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : null;
}

/** Says that a page failed, what that means for the reader's money, and offers to try again. */
export function PageFault({ error, retry }: { error: unknown; retry: () => void }) {
  const words = WORDS[useSyncExternalStore(neverChanges, readLanguage, () => "en" as const)];
  const digest = digestOf(error);
  return (
    <div role="alert" className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-16 sm:px-6">
      <h1 className="text-2xl">{words.title}</h1>
      <p className="text-muted">{words.text}</p>
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={retry} className="btn btn-primary tap">
          {words.again}
        </button>
        <a href="/" className="btn btn-quiet tap">
          {words.home}
        </a>
      </div>
      {digest ? <p className="text-muted text-sm">{words.id.replace("{id}", digest)}</p> : null}
    </div>
  );
}
