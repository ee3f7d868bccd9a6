import type { ReadHost } from '../model/host.ts'
import type { Request } from '../model/request.ts'
import { loadProfile } from '../profiles/load.ts'
import { problemLines } from './profile-lines.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

/** `--mirror` in its order, then K8S_DOCTOR_MIRROR; blanks or commas between several. Throws `UsageError` where one is no address. */
const mirrorsAsked = (options: readonly string[], variable = ''): readonly string[] => {
  const given = [...options, ...variable.split(/[\s,]+/)].filter((text) => text !== '')
  return [
    ...new Set(
      given.map((text) => {
        const url = URL.canParse(text) ? new URL(text) : undefined
        if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '')
          throw new UsageError(`--mirror wants an http or https address, not "${text}"`)
        return text.replace(/\/+$/, '')
      }),
    ),
  ]
}

/** What the options ask for. Throws `UsageError` with every mistake of a profile that cannot be used. */
export const makeRequest = async (
  { profile: asked, offline, sha256, mirror = [] }: GlobalOptions,
  host: ReadHost,
  { language }: RunContext,
): Promise<Request> => {
  const loaded = await loadProfile(host, asked, {
    offline: offline === true,
    ...(sha256 === undefined ? {} : { sha256 }),
  })
  if (!loaded.ok) throw new UsageError(problemLines(loaded.problems, language).join('\n'))
  return {
    profile: loaded.profile,
    offline: offline === true,
    mirrors: mirrorsAsked(mirror, host.env['K8S_DOCTOR_MIRROR']),
    overrides: {},
  }
}
