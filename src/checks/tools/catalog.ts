import { catalogDate, judgedAs, newestMinikube } from '../../catalog/minikube.ts'
import { isKnownKubernetes, newestKubernetes } from '../../catalog/kubernetes.ts'
import { now } from '../../facts/now.ts'
import { effectivePair } from '../../facts/pair.ts'
import { minikubeVersion } from '../../facts/tool-version.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import { count, term, version } from '../../model/value.ts'
import type { Count, Term, Version } from '../../model/value.ts'

type Unknown = {
  readonly unknown: Version
  readonly newest: Version
  readonly date: Term
}

const day = 86_400_000
/** Days after which a catalog has very likely missed a release: minikube has one about every four months. */
const freshDays = 120

const hint = () =>
  say`A newer k8s-doctor may know it. Until then the start itself tells: a running cluster that passes every check is ready.`

/**
 * Does the catalog know the minikube and the Kubernetes that will be used? What it does not know is neither good nor bad, and
 * nothing is changed because of it; a patch is judged by its minor version.
 */
export const toolsCatalog = defineCheck({
  id: 'tools/catalog',
  title: 'Known versions',
  needs: { installed: optional(minikubeVersion), now },
  problems: {
    'unknown-minikube': problem<Unknown>({
      severity: 'warning',
      undecided: true,
      message: ({ unknown, newest, date }) =>
        say`This k8s-doctor knows minikube up to ${newest}, of ${date}, and cannot judge minikube ${unknown}`,
      hint,
    }),
    'unknown-kubernetes': problem<Unknown>({
      severity: 'warning',
      undecided: true,
      message: ({ unknown, newest, date }) =>
        say`This k8s-doctor knows Kubernetes up to ${newest}, of ${date}, and cannot judge Kubernetes ${unknown}`,
      hint,
    }),
    old: problem<{ readonly date: Term; readonly days: Count }>({
      severity: 'info',
      message: ({ date, days }) =>
        say`The versions this k8s-doctor knows are of ${date}, ${days} days ago; newer releases may exist`,
      hint: () => say`Get a newer k8s-doctor if you use newer releases.`,
    }),
  },
  inspect: ({ installed, now }, request) => {
    const { minikube, kubernetes } = effectivePair(request)
    const told = installed.ok ? installed.value : undefined
    const date = term(catalogDate)
    const days = Math.floor((now - Date.parse(catalogDate)) / day)
    const used = new Set([minikube, ...(told?.kind === 'known' ? [told.version] : [])])
    return [
      ...[...used]
        .filter((each) => judgedAs(each) === undefined)
        .map((each) => ({
          code: 'unknown-minikube' as const,
          args: { unknown: version(each), newest: version(newestMinikube), date },
          about: version(each),
        })),
      ...(isKnownKubernetes(kubernetes)
        ? []
        : [
            {
              code: 'unknown-kubernetes' as const,
              args: { unknown: version(kubernetes), newest: version(newestKubernetes), date },
              about: version(kubernetes),
            },
          ]),
      ...(days > freshDays ? [{ code: 'old' as const, args: { date, days: count(days) } }] : []),
    ]
  },
})
