import { atLeast } from '../model/version.ts'

/**
 * The lowest engine API a docker CLI of a release speaks, newest first; before 29.0.0 the CLI refused none. Source:
 * docker/cli v29.0.0 to v29.7.2, vendored client (29.3.0 lowered it, as moby f96921e5e5 did for the engine).
 */
const cliMinimum = [
  { since: '29.3.0', api: '1.40' },
  { since: '29.0.0', api: '1.44' },
] as const

/** The lowest engine API this CLI speaks; undefined where it takes any. */
export const lowestApiOfCli = (version: string): string | undefined =>
  cliMinimum.find(({ since }) => atLeast(version, since))?.api
