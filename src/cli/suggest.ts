import { nearest } from '../profiles/nearest.ts'

/** What was probably meant, or where to look. */
export const suggest = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known)
  return near === undefined ? 'k8s-doctor --list shows them all' : `did you mean "${near}"?`
}
