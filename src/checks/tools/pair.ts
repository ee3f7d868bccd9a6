import { minikubeRelease } from '../../catalog/minikube.ts'
import { baseImage, tagOf } from '../../facts/base-image.ts'
import type { BaseImage } from '../../facts/base-image.ts'
import type { Misfit } from '../../facts/compat.ts'
import { pairFit } from '../../facts/pair-fit.ts'
import { effectivePair } from '../../facts/pair.ts'
import { useOtherPair } from '../../fixes/use-other-pair.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import type { Found } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { image, term, version } from '../../model/value.ts'
import type { Image, Term, Version } from '../../model/value.ts'
import { hostArch } from '../host/arch.ts'
import { nearestPairHint, pairArgs } from '../pair-args.ts'
import type { PairArgs } from '../pair-args.ts'

const useOther = { start: 'never', hint: nearestPairHint, fix: useOtherPair('tools/pair') } as const

const problems = {
  'kubernetes-too-old': problem<PairArgs & { readonly oldest: Version }>({
    severity: 'error',
    stops: true,
    message: ({ minikube, kubernetes, oldest }) =>
      say`minikube ${minikube} refuses Kubernetes ${kubernetes}: its oldest is ${oldest}`,
    ...useOther,
  }),
  'kubernetes-untested': problem<PairArgs & { readonly newest: Version }>({
    severity: 'warning',
    message: ({ minikube, kubernetes, newest }) =>
      say`Kubernetes ${kubernetes} is newer than the newest that minikube ${minikube} was tested with (${newest})`,
    hint: () =>
      say`minikube 1.32 and later ask GitHub whether that version exists and stop if GitHub does not answer. If the start fails, use an older Kubernetes or a newer minikube.`,
  }),
  cpu: problem<PairArgs & { readonly platform: Term; readonly driver: Term }>({
    severity: 'error',
    stops: true,
    message: ({ minikube, platform, driver }) =>
      say`minikube ${minikube} does not run with the ${driver} driver on ${platform}, also not with --force`,
    ...useOther,
  }),
  'no-cri-dockerd': problem<PairArgs>({
    severity: 'error',
    stops: true,
    message: ({ minikube, kubernetes }) =>
      say`Kubernetes ${kubernetes} needs cri-dockerd to use the docker runtime, and the node image of minikube ${minikube} has none`,
    ...useOther,
  }),
  kicbase: problem<{
    readonly minikube: Version
    readonly image: Image
    readonly tag: Term
    readonly setIn: Term
  }>({
    severity: 'warning',
    message: ({ minikube, image, tag }) =>
      say`minikube is told to build its node from ${image}; minikube ${minikube} was made for kicbase ${tag}`,
    hint: ({ setIn }) =>
      setIn.value === 'environment'
        ? say`Unset MINIKUBE_BASE_IMAGE, also where your shell sets it.`
        : say`Take the setting back; the cluster must then be made anew.`,
    commands: ({ setIn }) =>
      setIn.value === 'environment' ? [] : [asUser('minikube', 'config', 'unset', 'base-image')],
  }),
} as const

type PairFound = Found<typeof problems>

/** What tools/pair reports: a wrong cgroup version is host/cgroup's finding, an unknown version that of tools/catalog. */
type Reported = Exclude<
  Misfit,
  {
    readonly kind:
      | 'cgroup'
      | 'node-cgroup'
      | 'node-cgroup-unproven'
      | 'unknown-minikube'
      | 'unknown-kubernetes'
  }
>

const isReported = (misfit: Misfit): misfit is Reported =>
  misfit.kind !== 'cgroup' &&
  misfit.kind !== 'node-cgroup' &&
  misfit.kind !== 'node-cgroup-unproven' &&
  misfit.kind !== 'unknown-minikube' &&
  misfit.kind !== 'unknown-kubernetes'

const toFound = (misfit: Reported, args: PairArgs, driver: string): PairFound => {
  switch (misfit.kind) {
    case 'kubernetes-too-old':
      return { code: misfit.kind, args: { ...args, oldest: version(misfit.oldest) } }
    case 'kubernetes-untested':
      return { code: misfit.kind, args: { ...args, newest: version(misfit.newest) } }
    case 'cpu':
      return {
        code: misfit.kind,
        args: { ...args, platform: term(misfit.platform), driver: term(driver) },
      }
    case 'no-cri-dockerd':
      return { code: misfit.kind, args }
  }
}

/** A node image set by hand belongs to one release, mostly another. */
const strangeImage = (set: BaseImage | undefined, minikube: string): readonly PairFound[] => {
  const tag = minikubeRelease(minikube)?.kicbase.tag
  const given = set === undefined ? undefined : tagOf(set.image)
  if (set === undefined || tag === undefined || given === undefined || given === tag) return []
  const args = {
    minikube: version(minikube),
    image: image(set.image),
    tag: term(tag),
    setIn: term(set.setIn),
  }
  return [{ code: 'kicbase', args }]
}

/**
 * Can the course's minikube and Kubernetes work together, and on this machine? The pair judged is the one the start will use;
 * what is installed is tools/minikube's affair. Source: the compatibility table, see facts/compat.ts.
 */
export const toolsPair = defineCheck({
  id: 'tools/pair',
  title: 'Versions fit together',
  needs: { fit: pairFit, set: optional(baseImage) },
  after: [hostArch],
  problems,
  fine: (_, request) => say`Kubernetes ${version(effectivePair(request).kubernetes)}`,
  inspect: ({ fit, set }, { profile }) => {
    const args = pairArgs(fit)
    return [
      ...fit.misfits.filter(isReported).map((misfit) => toFound(misfit, args, profile.driver)),
      ...strangeImage(set.ok ? set.value : undefined, fit.pair.minikube),
      ...(fit.noPlatform === undefined ? [] : [unsure(fit.noPlatform)]),
    ]
  },
})
