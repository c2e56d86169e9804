"use client";

import { PageFault } from "./_ui/page-fault";
import "./globals.css";

/** When even the layout failed: the same words, without bar and footer. */
export default function GlobalError(fault: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Topup</title>
        <main>
          <PageFault {...fault} />
        </main>
      </body>
    </html>
  );
}
