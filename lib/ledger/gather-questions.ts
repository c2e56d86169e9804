/** A query that is lost with its connection must not keep all later questions waiting. */
const PATIENCE_MS = 200;

/**
 * Gathers questions of one moment into one query: while one is on its way, those that come wait and are asked
 * together next. Nobody is answered by a query that was sent before the question came, so an answer is never older
 * than its question, and a crowd of any size costs one query at a time.
 */
export function gatherQuestions<Answer>(
  ask: (ids: string[]) => Promise<Map<string, Answer>>,
): (id: string) => Promise<Answer | undefined> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { ids: Set<string>; answers: Promise<Map<string, Answer>> } | null = null;

  function begin() {
    const ids = new Set<string>();
    const answers = running.then(() => {
      next = null;
      return ask([...ids]);
    });
    running = endOf(answers);
    return { ids, answers };
  }

  return (id) => {
    next ??= begin();
    next.ids.add(id);
    return next.answers.then((answers) => answers.get(id));
  };
}

/** When the next query may begin: after this one, failed or not, or when it has taken too long. */
function endOf(answers: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    answers.then(end, end);
  });
}
