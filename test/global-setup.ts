import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const changedAt = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.NEGATIVE_INFINITY

const sources = (): readonly string[] => [
  'package.json',
  'scripts/build.mjs',
  'scripts/bundle.mjs',
  ...readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => join('src', file)),
]

/** Builds where the built file is older than what it is made from, so that the tests of the command line run the sources of now. */
export const setup = (): void => {
  if (changedAt('dist/meta.json') < Math.max(...sources().map(changedAt)))
    execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}
