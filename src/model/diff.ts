import { FILE_HEADERS_ONLY, createTwoFilesPatch } from 'diff'

/** What `diff -u` prints for one file; undefined on a side means there is no file. Empty where nothing differs. Pure. */
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
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  )
}
