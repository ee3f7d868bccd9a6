/** The English word for so many of it. Pure. */
export const wordFor = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? one : many

/** So many of it, in English. Pure. */
export const plural = (count: number, one: string): string => `${count} ${wordFor(count, one)}`
