import { settleCourse } from '../engine/settle-course.ts'
import { deadline } from '../lib/deadline.ts'
import type { ReadHost } from '../model/host.ts'
import type { Request } from '../model/request.ts'
import { isMirror } from '../profiles/formats.ts'
import { loadProfile } from '../profiles/load.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

/** `--mirror` in its order. Throws `UsageError` where one is no address; K8S_DOCTOR_MIRROR is read with the facts. */
const mirrorsAsked = (given: readonly string[]): readonly string[] => {
  for (const text of given)
    if (!isMirror(text))
      throw new UsageError(
        `--mirror wants an https address, or http in a private network, not "${text}"`,
      )
  return given
}

/** What the options ask for. Throws `UsageError` with every mistake of a profile that cannot be used. */
export const makeRequest = async (
  { profile: asked, offline, sha256, timeout, mirror = [] }: GlobalOptions,
  host: ReadHost,
  { language }: RunContext,
): Promise<Request> => {
  const loaded = await loadProfile(host, asked, {
    offline: offline === true,
    ...(sha256 === undefined ? {} : { sha256 }),
  })
  if (!loaded.ok) {
    const { problemLines } = await import('./profile-lines.ts')
    throw new UsageError(problemLines(loaded.problems, language).join('\n'))
  }
  const request: Request = {
    profile: loaded.profile,
    offline: offline === true,
    mirrors: mirrorsAsked(mirror),
    overrides: {},
  }
  return settleCourse({ host, request, signal: deadline(timeout * 1000).signal })
}
