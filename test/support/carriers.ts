import { readdirSync, readFileSync } from 'node:fs'

/** Processes that carry a word in their environment. */
export const carriers = (word: string): readonly string[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(word)
      } catch {
        return false
      }
    })
