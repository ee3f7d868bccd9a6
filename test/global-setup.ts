import { execFileSync } from 'node:child_process'

/** Builds once, so that the tests of the command line run the built file. */
export const setup = (): void => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}
