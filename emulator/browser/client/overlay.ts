import { FrameLink, frameName, setStyles } from "./frame-link";

export type Overlay = { link: FrameLink; close: () => void };

/**
 * Shows a page of the emulator over everything, in a modal dialog: the page behind is inert, so the keyboard stays
 * inside, and focus returns to where it was afterwards. Escape is handed to the frame, which asks before it ends
 * anything; a browser that closes the dialog regardless gets it opened again.
 */
export function openOverlay(page: string, title: string, query: Record<string, string>): Overlay {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("closedby", "none");
  dialog.setAttribute("aria-label", title);
  setStyles(dialog, FULL_SCREEN);
  const link = new FrameLink(page, frameName(), query);
  link.iframe.title = title;
  link.iframe.setAttribute("allowtransparency", "true");
  setStyles(link.iframe, { ...FULL_SCREEN, "color-scheme": "light" });
  link.attach(dialog);
  document.body.append(dialog);
  let done = false;
  const askToLeave = () => void link.call("escape").catch(() => {});
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    askToLeave();
  });
  dialog.addEventListener("close", () => {
    if (!done && dialog.isConnected) dialog.showModal();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") askToLeave();
  });
  dialog.showModal();
  const close = () => {
    done = true;
    link.close();
    dialog.close();
    dialog.remove();
  };
  return { link, close };
}

const FULL_SCREEN = {
  position: "fixed",
  inset: "0",
  width: "100%",
  height: "100%",
  "max-width": "none",
  "max-height": "none",
  margin: "0",
  padding: "0",
  border: "0",
  outline: "none",
  overflow: "hidden",
  background: "transparent",
  display: "block",
  "z-index": "2147483647",
};
