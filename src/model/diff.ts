import { FILE_HEADERS_ONLY, createTwoFilesPatch } from 'diff'

/**
 * What `diff -U0` prints for one file; undefined on a side means there is no file. Empty where nothing differs. Lines that stay are
 * not shown: a person's file may hold secrets beside what changes. Pure.
 */
export const unifiedDiff = (
  path: string,
  before: string | undefined,
  after: string | undefined,
): string => {
  if ((before ?? '') === (after ?? '')) return ''
  const name = (side: string | undefined): string => (side === undefined ? '/dev/null' : path)
  return createTwoFilesPatch(
    name(before),
    name(after),
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 0, headerOptions: FILE_HEADERS_ONLY },
  )
}
