import { StringDecoder } from 'node:string_decoder'

/** A progress bar never ends its line. */
const longest = 64 * 1024

/** Hands on whole lines, so that two streams that are read as one do not tear each other's lines apart. */
export const lineFeed = (
  push: (text: string) => void,
): { readonly take: (bytes: Buffer) => void; readonly end: () => void } => {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const flush = (length: number): void => {
    if (length > 0) push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return {
    take: (bytes) => {
      rest += decoder.write(bytes)
      flush(rest.length > longest ? rest.length : rest.lastIndexOf('\n') + 1)
    },
    end: () => {
      rest += decoder.end()
      if (rest !== '') push(`${rest}\n`)
      rest = ''
    },
  }
}
