/** A piece of a log: a line, what stands between two carriage returns in it, or a part of a very long one. */
export interface Piece {
  /** Line in the file, from 1. */
  readonly number: number
  readonly text: string
}

/** A line is looked at in parts of at most this many characters, so that one line of a gigabyte costs no memory. */
export const longestPiece = 8192

/** Where to cut a long line: at a blank near the end, so that no word is lost. */
const cutAt = (text: string): number => {
  const blank = text.lastIndexOf(' ', longestPiece)
  return blank > longestPiece - 256 ? blank : longestPiece
}

/** Cuts a stream of text into pieces; keeps no more of it than one unfinished piece. */
export const createSplitter = (take: (piece: Piece) => void) => {
  let rest = ''
  let number = 1

  const emit = (line: string): void => {
    // A progress bar repaints its line; any state of it may be the telling one.
    for (const part of line.includes('\r') ? line.split('\r') : [line]) {
      let left = part
      while (left.length > longestPiece) {
        const at = cutAt(left)
        take({ number, text: left.slice(0, at) })
        left = left.slice(at)
      }
      if (left !== '') take({ number, text: left })
    }
  }

  const push = (text: string): void => {
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      emit(rest === '' ? text.slice(from, at) : rest + text.slice(from, at))
      rest = ''
      number += 1
      from = at + 1
    }
    rest += text.slice(from)
    while (rest.length > longestPiece) {
      const at = cutAt(rest)
      emit(rest.slice(0, at))
      rest = rest.slice(at)
    }
  }

  const end = (): number => {
    if (rest !== '') emit(rest)
    const lines = rest === '' ? number - 1 : number
    rest = ''
    return lines
  }

  return { push, end }
}
