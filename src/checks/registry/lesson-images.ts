import { routeFact } from '../../facts/route.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { host, image, list, own, term } from '../../model/value.ts'
import type { Host, Image, List, Term } from '../../model/value.ts'
import { hostOf } from '../../route/hosts.ts'
import type { Rejected } from '../../model/chosen-route.ts'
import { beforeDownloads } from '../before-downloads.ts'

/** The tag is there, but not for this CPU. */
const isOtherCpu = ({ because }: Rejected): boolean =>
  because.kind === 'absent' && because.why === 'no-platform'

const isSilent = ({ because }: Rejected): boolean => because.kind === 'unproven'

const isLimited = ({ because }: Rejected): boolean =>
  because.kind === 'unproven' && because.why === 'rate-limited'

/** Can the lessons' own images be had, for this CPU? Source: pitfalls CPU-4, REG-4. */
export const registryLessonImages = defineCheck({
  id: 'registry/lesson-images',
  title: "The lessons' images",
  needs: { route: routeFact },
  after: beforeDownloads,
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    'other-cpu': problem<{ readonly image: Image; readonly platform: Term }>({
      severity: 'warning',
      message: ({ image, platform }) =>
        say`The lesson's image ${image} is not built for ${platform}: its pods would fail with "exec format error" or find no image`,
      hint: () =>
        say`Use another tag or a similar image that is built for this CPU, or ask the teacher for one.`,
    }),
    missing: problem<{ readonly image: Image; readonly asked: Host }>({
      severity: 'warning',
      message: ({ image, asked }) =>
        say`The lesson's image ${image} does not exist at ${asked}, or wants a login: its pods would stay in ImagePullBackOff`,
      hint: () => say`Look at the name and the tag in the course; a letter is easily lost.`,
    }),
    unreachable: problem<{ readonly images: List<'image'>; readonly hosts: List<'host'> }>({
      severity: 'warning',
      message: ({ images, hosts }) =>
        say`The lessons' images cannot be had from here: ${images}; ${hosts} did not answer`,
      hint: () =>
        say`The cluster starts without them. Name a mirror (${own('--mirror', 'URL')}), or load them from somebody who has them: minikube image load.`,
    }),
  },
  inspect: ({ route }) => {
    const lessons = route.legs.filter(({ artefact }) => artefact.kind === 'lesson-image')
    if (lessons.length === 0) return skipped('not-needed')
    const lacking = lessons.filter(
      ({ chosen, rejected }) =>
        chosen === undefined && rejected.length > 0 && !rejected.some(isLimited),
    )
    const silent = lacking.filter(
      ({ rejected }) => rejected.some(isSilent) && !rejected.some(isOtherCpu),
    )
    const answered = lacking.filter((leg) => !silent.includes(leg))
    const unanswered = new Set(
      silent.flatMap(({ rejected }) =>
        rejected.filter(isSilent).map(({ candidate }) => hostOf(candidate.address)),
      ),
    )
    return [
      ...answered.map(({ artefact, rejected }) => {
        const about = image(artefact.name)
        const asked = host(hostOf(rejected[0]?.candidate.address ?? ''))
        return rejected.some(isOtherCpu)
          ? {
              code: 'other-cpu' as const,
              about,
              args: { image: about, platform: term(artefact.platform) },
            }
          : { code: 'missing' as const, about, args: { image: about, asked } }
      }),
      ...(silent.length === 0
        ? []
        : [
            {
              code: 'unreachable' as const,
              args: {
                images: list(silent.map(({ artefact }) => image(artefact.name))),
                hosts: list([...unanswered].map((name) => host(name))),
              },
            },
          ]),
    ]
  },
})
