import { judgedAs } from '../../catalog/minikube.ts'
import { isFatal, isUntested } from '../../facts/compat.ts'
import { effectivePair } from '../../facts/pair.ts'
import { platform } from '../../facts/platform.ts'
import { minikubeFiles } from '../../facts/tool-files.ts'
import { minikubePlace } from '../../facts/tool-place.ts'
import { minikubeVersion } from '../../facts/tool-version.ts'
import { installCommands, installMinikube } from '../../fixes/install-tool.ts'
import type { Installable } from '../../fixes/install-tool.ts'
import { pinnedDigest } from '../../profiles/digest.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import { path, version } from '../../model/value.ts'
import type { Path, Version } from '../../model/value.ts'
import { hostArch } from '../host/arch.ts'
import { hostCgroup } from '../host/cgroup.ts'
import { toolsPair } from './pair.ts'
import {
  fileFound,
  fileProblems,
  installable,
  installHint,
  misfitsOf,
  remarks,
} from '../tool-file.ts'

type Installed = Installable & {
  readonly path: Path
  readonly installed: Version
  readonly kubernetes: Version
}

const repair = {
  hint: installHint('minikube'),
  commands: installCommands('minikube'),
  fix: installMinikube,
}

/**
 * Is the minikube that wins on PATH a program for this machine, and the release the course was written for? The version comes
 * from the file's digest; only an unknown file is asked. Source: pitfalls CPU-1, CPU-2, BIN-1, BIN-4, OS-5 and fact 1.
 */
export const toolsMinikube = defineCheck({
  id: 'tools/minikube',
  title: 'minikube',
  after: [hostArch, hostCgroup, toolsPair],
  needs: {
    files: minikubeFiles,
    platform,
    place: minikubePlace,
    answer: optional(minikubeVersion),
  },
  problems: {
    absent: problem<Installable>({
      severity: 'error',
      stops: true,
      message: () => say`minikube is not installed, or not on PATH`,
      ...repair,
    }),
    ...fileProblems('minikube', installMinikube),
    'unfit-version': problem<Installed>({
      severity: 'error',
      message: ({ path, installed, kubernetes }) =>
        say`${path} is minikube ${installed}, which cannot start Kubernetes ${kubernetes} here`,
      ...repair,
    }),
    'other-version': problem<Installed>({
      severity: 'warning',
      message: ({ path, installed, wanted }) =>
        say`${path} is minikube ${installed}; the course uses ${wanted}, so what you see may differ from its pages`,
      hint: () => say`Install the course's release if you want exactly what its pages show:`,
      commands: installCommands('minikube'),
    }),
    'untested-version': problem<Installed>({
      severity: 'warning',
      message: ({ path, installed, wanted, kubernetes }) =>
        say`${path} is minikube ${installed}, and k8s-doctor has no proof that it starts Kubernetes ${kubernetes} here; the course uses ${wanted}`,
      ...repair,
    }),
    'unlisted-patch': problem<{
      readonly path: Path
      readonly installed: Version
      readonly listed: Version
    }>({
      severity: 'info',
      message: ({ path, installed, listed }) =>
        say`${path} is minikube ${installed}; k8s-doctor has no data on that patch release and judges it like ${listed}`,
    }),
  },
  fine: ({ answer }) =>
    answer.ok && answer.value?.kind === 'known'
      ? say`minikube ${version(answer.value.version)}`
      : undefined,
  inspect: ({ files, platform, place, answer }, request) => {
    const { minikube: wanted, kubernetes } = effectivePair(request)
    const base = installable(request, 'minikube', wanted, platform, place)
    const told = answer.ok ? answer.value : undefined
    const bad = fileFound('minikube', files, platform, base, told)
    if (bad !== undefined) return [bad]
    if (files.winner === undefined) return [{ code: 'absent', args: base }]
    if (!answer.ok) return [{ unsure: answer.why }, ...remarks(files, undefined, false)]
    if (told?.kind !== 'known') return []
    const installed = told.version
    const released = pinnedDigest(
      request.profile,
      'minikube',
      installed,
      `${platform.os}-${platform.arch}`,
    )
    const about = remarks(files, told, released !== undefined)
    const row = judgedAs(installed)
    // What the catalog does not know at all is told once, by tools/catalog.
    if (installed === wanted || row === undefined) return about
    const args = {
      ...base,
      path: path(files.winner.path),
      installed: version(installed),
      kubernetes: version(kubernetes),
    }
    const misfits = misfitsOf({ minikube: installed, kubernetes }, request, platform)
    if (misfits.some(isFatal)) return [{ code: 'unfit-version', args }, ...about]
    if (misfits.some(isUntested)) return [{ code: 'untested-version', args }, ...about]
    if (row.version === installed) return [{ code: 'other-version', args }, ...about]
    const patch = { path: args.path, installed: args.installed, listed: version(row.version) }
    return [{ code: 'unlisted-patch', args: patch }, ...about]
  },
})
