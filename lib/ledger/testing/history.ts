import { isDeepStrictEqual } from "node:util";
import type { Act, Answer, Done } from "./act";
import { ModelWallet } from "./model";

/** Something asked and answered. `asked` and `answered` count all questions and answers of a story in real order. */
export type Piece = { act: Act; answer: Answer; at: number; asked: number; answered: number };

export class Recorder {
  readonly pieces: Piece[] = [];
  private moment = 0;

  /** Asks and keeps the answer. A question that throws is not kept: nobody was told anything. */
  async ask(act: Act, at: number, work: () => Promise<Answer>): Promise<void> {
    const asked = this.moment++;
    const answer = await work();
    this.pieces.push({ act, answer, at, asked, answered: this.moment++ });
  }
}

type DonePiece = Piece & { answer: Done };

/**
 * Finds the order in which pieces of work happened that were done at the same time, or throws saying why there is
 * none. Each answer carries the version it left the wallet at, so the order can be read back. Told to the model in
 * that order, every answer must be the model's; and who was answered before another asked must come before it.
 * Refusals and repetitions change nothing, so for them a moment is looked for between those two.
 *
 * Every hour must end with an `expire`: a wallet is brought up to date in each hour in which it was asked for anything,
 * also where all was refused, and a grant of which some was held then expires in more parts than it would later.
 *
 * With `answersWereLost` a repetition may be all that was heard of its first answer.
 */
export function findOrder(pieces: readonly Piece[], { answersWereLost = false } = {}): ModelWallet {
  const done = inOrder(pieces, answersWereLost);
  const others = pieces
    .filter((piece) => !done.includes(piece as DonePiece))
    .map((piece) => ({ piece, ...windowOf(piece, done) }));
  const hours = [...new Set(pieces.map(({ at }) => at))].sort((left, right) => left - right);
  const model = new ModelWallet();
  let waiting = others;
  for (let index = 0; index <= done.length; index++) {
    const here = model;
    waiting = waiting.filter(
      ({ piece, first, last }) =>
        first > index || last < index || !fits(catchUp(here.copy(), hours, piece.at), piece),
    );
    const overdue = waiting.find(({ last }) => last <= index);
    if (overdue) throw new Error(`at no moment was this the answer: ${show(overdue.piece)}`);
    const next = done[index];
    if (!next) break;
    const expected = catchUp(model, hours, next.at).do(next.act, next.at);
    if (!isDeepStrictEqual(expected, { ...next.answer, replayed: false }))
      throw new Error(
        `the answer should have been ${show({ ...next, answer: expected })}, was ${show(next)}`,
      );
    const late = done.slice(0, index).find(({ asked }) => asked > next.answered);
    if (late) throw new Error(`came first although it was asked after the other was answered: ${show(late)}`);
  }
  return catchUp(model, hours, Number.POSITIVE_INFINITY);
}

/** Lets the hours before one do by themselves what they did to the wallet. Doing it again changes nothing. */
function catchUp(model: ModelWallet, hours: readonly number[], before: number): ModelWallet {
  for (const hour of hours) if (hour < before) model.bringUpToDate(hour);
  return model;
}

/** The pieces that changed something, by the version they left. */
function inOrder(pieces: readonly Piece[], answersWereLost: boolean): DonePiece[] {
  const byVersion = new Map<number, DonePiece>();
  const isDone = (piece: Piece): piece is DonePiece => piece.answer.ok && piece.act.verb !== "expire";
  const done = pieces.filter(isDone);
  for (const piece of done.filter(({ answer }) => !answer.replayed)) {
    const other = byVersion.get(piece.answer.version);
    if (other) throw new Error(`both left version ${piece.answer.version}: ${show(other)}, ${show(piece)}`);
    byVersion.set(piece.answer.version, piece);
  }
  // Whoever asked first may be the one whose first answer was lost.
  if (answersWereLost)
    for (const piece of done.sort((left, right) => left.asked - right.asked))
      if (!byVersion.has(piece.answer.version) && !isAfterTheEnd(piece, done))
        byVersion.set(piece.answer.version, piece);
  return [...byVersion.values()].sort((left, right) => left.answer.version - right.answer.version);
}

/** Whether a release came when the hold had ended by itself, which is nobody's piece of work. */
function isAfterTheEnd({ act, at }: DonePiece, done: readonly DonePiece[]): boolean {
  const ends = done.flatMap((piece) =>
    act.verb === "release" && piece.act.verb === "hold" && piece.act.name === act.hold
      ? [piece.at + piece.act.forMs]
      : [],
  );
  return at >= Math.min(...ends);
}

/** After how many of the done pieces, at least and at most, an answer can have been given. */
function windowOf(piece: Piece, done: readonly DonePiece[]): { first: number; last: number } {
  const first = done.findLastIndex((each) => each.answered < piece.asked) + 1;
  const after = done.findIndex((each) => each.asked > piece.answered);
  return { first, last: after === -1 ? done.length : after };
}

function fits(model: ModelWallet, { act, answer, at }: Piece): boolean {
  const expected = model.do(act, at);
  // What was due may have been written by others meanwhile; then the version tells that all of it was.
  if (act.verb === "expire") return expected.ok && answer.ok && expected.version === answer.version;
  return isDeepStrictEqual(expected, answer);
}

function show(thing: unknown): string {
  return JSON.stringify(thing);
}
