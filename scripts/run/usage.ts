/** Reads a command's arguments; when they cannot be read, says how they are written and ends with exit code 2. */
export function usage<Arguments>(help: string, read: () => Arguments): Arguments {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message) process.stderr.write(`${message}\n\n`);
    process[message ? "stderr" : "stdout"].write(`${help}\n`);
    process.exit(message ? 2 : 0);
  }
}
