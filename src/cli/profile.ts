import { settleCourse } from '../engine/settle-course.ts'
import { deadline } from '../lib/deadline.ts'
import { createLocalHost } from '../host/local.ts'
import type { Profile } from '../model/profile.ts'
import { builtIn } from '../profiles/built-in.ts'
import { loadProfile } from '../profiles/load.ts'
import type { ParsedProfile } from '../profiles/parse.ts'
import { courseTitle } from '../report/common.ts'
import { exactJson, fitJson } from '../report/fit.ts'
import { pad } from '../report/layout.ts'
import { print } from './output.ts'
import { problemLines } from './profile-lines.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

interface Asked {
  readonly course: string | undefined
  readonly options: GlobalOptions
  readonly context: RunContext
}

const wrong = 2
/** Milliseconds that may go into looking at this machine's CPU and minikube. */
const settling = 10_000

const load = ({ course, options: { offline, sha256, profile } }: Asked): Promise<ParsedProfile> =>
  loadProfile(createLocalHost(process.env), course ?? profile, {
    offline: offline === true,
    ...(sha256 === undefined ? {} : { sha256 }),
  })

/** What the course means on this machine; `latest` alone depends on it. */
const here = async (profile: Profile): Promise<Profile> => {
  const request = { profile, offline: true, mirrors: [], overrides: {} }
  const host = createLocalHost(process.env)
  return (await settleCourse({ host, request, signal: deadline(settling).signal })).profile
}

const list = async ({ options, context: { language } }: Asked): Promise<number> => {
  const courses = await Promise.all(builtIn.map(here))
  if (options.json === true) {
    await print(fitJson(courses))
    return 0
  }
  const column = Math.max(...courses.map(({ id }) => id.length)) + 2
  await print(
    courses
      .map(
        ({ id, title, pair }) =>
          `${pad(id, column)}minikube ${pair.minikube}, Kubernetes ${pair.kubernetes}  ${courseTitle(title, language)}\n`,
      )
      .join(''),
  )
  return 0
}

/** The profile as the file an instructor would write. */
const show = async (asked: Asked): Promise<number> => {
  const loaded = await load(asked)
  if (!loaded.ok)
    throw new UsageError(problemLines(loaded.problems, asked.context.language).join('\n'))
  const [{ stringify }, { toFile }] = await Promise.all([
    import('./yaml.ts'),
    import('../profiles/to-profile.ts'),
  ])
  const file = toFile(await here(loaded.profile))
  await print(asked.options.json === true ? exactJson(file) : stringify(file))
  return 0
}

const lint = async (asked: Asked): Promise<number> => {
  const { language } = asked.context
  if (asked.course === undefined)
    throw new UsageError('profile lint wants a file, an address or a name')
  const loaded = await load(asked)
  const lines = problemLines(loaded.ok ? loaded.warnings : loaded.problems, language)
  const end = language === 'zh' ? '可以使用' : 'can be used'
  await print([...lines, ...(loaded.ok ? [`${asked.course}: ${end}`] : []), ''].join('\n'))
  return loaded.ok ? 0 : wrong
}

const actions: Readonly<Record<string, (asked: Asked) => Promise<number>>> = { list, show, lint }

/** `profile list|show|lint`. Throws `UsageError` for anything else. */
export const profile = (
  action: string,
  course: string | undefined,
  options: GlobalOptions,
  context: RunContext,
): Promise<number> => {
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined
  if (run === undefined)
    throw new UsageError(`profile knows ${Object.keys(actions).join(', ')}, not "${action}"`)
  return run({ course, options, context })
}
