import { kubectlAlias, kubectlCopy } from '../../facts/kubectl-alias.ts'
import { minikubeHome } from '../../facts/minikube-home.ts'
import { effectivePair } from '../../facts/pair.ts'
import { platform } from '../../facts/platform.ts'
import { kubectlFiles } from '../../facts/tool-files.ts'
import type { ToolFiles } from '../../facts/tool-files.ts'
import { kubectlPlace } from '../../facts/tool-place.ts'
import { kubectlVersion } from '../../facts/tool-version.ts'
import { installCommands, installKubectl } from '../../fixes/install-tool.ts'
import type { Installable } from '../../fixes/install-tool.ts'
import { pinnedDigest } from '../../profiles/digest.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import { list, path, version } from '../../model/value.ts'
import type { List, Path, Version } from '../../model/value.ts'
import { below, majorMinorGap } from '../../model/version.ts'
import { hostArch } from '../host/arch.ts'
import { toolsPair } from './pair.ts'
import { fileFound, fileProblems, installable, installHint, remarks } from '../tool-file.ts'

const repair = {
  hint: installHint('kubectl'),
  commands: installCommands('kubectl'),
  fix: installKubectl,
}

/** Docker Desktop's own kubectl: macOS, Windows, WSL. Source: docker/docs manuals/desktop/features/kubernetes.md. */
const fromDesktop = /Docker\.app[\\/]Contents|Docker[\\/]Docker[\\/]resources|docker-desktop[\\/]/i

type Skew = Installable & {
  readonly path: Path
  readonly installed: Version
  readonly kubernetes: Version
}

type Shadow = { readonly path: Path; readonly others: List<'path'> }

const shadows = (
  { winner, others }: ToolFiles,
  cache: string,
): { readonly code: 'cache-on-path' | 'docker-desktop'; readonly args: Shadow } | undefined => {
  if (winner === undefined) return undefined
  const args = { path: path(winner.path), others: list(others.map(path)) }
  if (winner.real.startsWith(cache)) return { code: 'cache-on-path', args }
  return fromDesktop.test(winner.real) && others.length > 0
    ? { code: 'docker-desktop', args }
    : undefined
}

/**
 * Is there a kubectl that runs here and speaks to the planned Kubernetes? One minor older or newer is supported; a link to
 * minikube takes the cluster's own. Source: version-skew §1, pitfalls BIN-3, A1 11 and 13, CPU-1.
 */
export const toolsKubectl = defineCheck({
  id: 'tools/kubectl',
  title: 'kubectl',
  after: [hostArch, toolsPair],
  needs: {
    files: kubectlFiles,
    platform,
    place: kubectlPlace,
    answer: optional(kubectlVersion),
    alias: kubectlAlias,
    copy: kubectlCopy,
    home: minikubeHome,
  },
  problems: {
    absent: problem<Installable>({
      severity: 'error',
      stops: true,
      message: () => say`kubectl is not installed, or not on PATH`,
      ...repair,
    }),
    'alias-only': problem<Installable & { readonly alias: Path }>({
      severity: 'warning',
      message: ({ alias }) =>
        say`kubectl is only an alias in ${alias}: scripts, sudo and other shells do not see it`,
      ...repair,
    }),
    'minikube-only': problem<Installable & { readonly copy: Path }>({
      severity: 'warning',
      message: ({ copy }) =>
        say`There is no kubectl on PATH, only the copy that minikube keeps for itself (${copy}): the course's commands work with minikube kubectl -- in place of kubectl`,
      ...repair,
    }),
    ...fileProblems('kubectl', installKubectl),
    'cache-on-path': problem<Shadow>({
      severity: 'warning',
      message: ({ path }) =>
        say`${path} lies in minikube's own cache: it belongs to one Kubernetes version and goes when the cache goes`,
      hint: () =>
        say`Take that directory out of PATH and use an installed kubectl, or minikube kubectl --`,
    }),
    'docker-desktop': problem<Shadow>({
      severity: 'warning',
      message: ({ path, others }) =>
        say`${path} is Docker Desktop's kubectl and hides ${others}; its version changes with Docker Desktop`,
      hint: () => say`Put the directory of your own kubectl before Docker Desktop's in PATH.`,
    }),
    skew: problem<Skew>({
      severity: 'warning',
      message: ({ path, installed, kubernetes }) =>
        say`${path} is kubectl ${installed}; for Kubernetes ${kubernetes} only one minor version older or newer is supported`,
      ...repair,
    }),
    newer: problem<Skew>({
      severity: 'warning',
      message: ({ path, installed, kubernetes }) =>
        say`${path} is kubectl ${installed}; for Kubernetes ${kubernetes} only one minor version older or newer is supported`,
      hint: ({ wanted }) =>
        say`What the first lessons use has not changed. If a command behaves differently from the course, use minikube kubectl -- or install kubectl ${wanted}:`,
      commands: installCommands('kubectl'),
    }),
  },
  fine: ({ answer }) => {
    if (!answer.ok || answer.value === undefined) return undefined
    if (answer.value.kind === 'follows-cluster') return say`kubectl → minikube`
    return answer.value.kind === 'known' ? say`kubectl ${version(answer.value.version)}` : undefined
  },
  inspect: ({ files, platform, place, answer, alias, copy, home }, request) => {
    const { kubernetes } = effectivePair(request)
    const base = installable(request, 'kubectl', kubernetes, platform, place)
    const told = answer.ok ? answer.value : undefined
    const bad = fileFound('kubectl', files, platform, base, told)
    if (bad !== undefined) return [bad]
    if (files.winner === undefined)
      return [
        alias !== undefined
          ? { code: 'alias-only', args: { ...base, alias: path(alias) } }
          : copy !== undefined
            ? { code: 'minikube-only', args: { ...base, copy: path(copy) } }
            : { code: 'absent', args: base },
      ]
    const shadow = shadows(files, `${home}/cache/`)
    const known = told?.kind === 'known' ? told.version : undefined
    const released =
      known !== undefined &&
      pinnedDigest(request.profile, 'kubectl', known, `${platform.os}-${platform.arch}`)
    const rest = remarks(files, told, typeof released === 'string')
    const beside = [
      ...(shadow === undefined ? [] : [shadow]),
      ...rest.filter(({ code }) => code !== 'several' || shadow === undefined),
    ]
    if (!answer.ok) return [{ unsure: answer.why }, ...beside]
    if (known === undefined || majorMinorGap(known, kubernetes) <= 1) return beside
    const args = {
      ...base,
      path: path(files.winner.path),
      installed: version(known),
      kubernetes: version(kubernetes),
    }
    return [{ code: below(known, kubernetes) ? 'skew' : 'newer', args }, ...beside]
  },
})
