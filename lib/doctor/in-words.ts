/** A moment for operators, who compare it with logs: the same on every machine. */
export function inWords(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
