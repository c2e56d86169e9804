/** Runs in the framed challenge page: tells the sheet around it of an answer, and of Escape. Nothing else. */
const answered = document.body.classList.contains("answered");
if (answered) window.parent.postMessage("endive:answered", window.location.origin);

window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") window.parent.postMessage("endive:escape", window.location.origin);
});
