import type { ReadHost } from '../model/host.ts'
import type { Request } from '../model/request.ts'
import { loadProfile } from '../profiles/load.ts'
import { problemLines } from './profile-lines.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

/** What the options ask for. Throws `UsageError` with every mistake of a profile that cannot be used. */
export const makeRequest = async (
  { profile: asked, offline, sha256 }: GlobalOptions,
  host: ReadHost,
  { language }: RunContext,
): Promise<Request> => {
  const loaded = await loadProfile(host, asked, {
    offline: offline === true,
    ...(sha256 === undefined ? {} : { sha256 }),
  })
  if (!loaded.ok) throw new UsageError(problemLines(loaded.problems, language).join('\n'))
  return { profile: loaded.profile, offline: offline === true, mirrors: [], overrides: {} }
}
