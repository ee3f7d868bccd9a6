import { minikubeRelease } from '../../catalog/minikube.ts'
import { dockerGap } from '../../facts/docker-gap.ts'
import { dockerVariables } from '../../facts/docker-env.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import { dockerManager } from '../../facts/docker-manager.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import type { DockerServer } from '../../facts/docker-version.ts'
import { packageManager } from '../../facts/package-manager.ts'
import { effectivePair } from '../../facts/pair.ts'
import { dockerPackages, upgradeCommands, upgradeDocker } from '../../fixes/upgrade-docker.ts'
import type { OldDocker } from '../../fixes/upgrade-docker.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { count, image, list, quote, range, term, version } from '../../model/value.ts'
import type { Image, Quote, Version } from '../../model/value.ts'
import { compareApi, inRange } from '../../model/version.ts'
import { dockerAccess } from './access.ts'

type Gap = { readonly speaks: Version; readonly limit: Version }
type Kept = { readonly keeper: string; readonly installer: string }

const byPackages = new Set(['systemd', 'sysv', 'none'])

const oldDocker = (
  { text, platform }: DockerServer,
  wanted: string,
  running: number | undefined,
  { keeper, installer }: Kept,
): OldDocker => {
  const packaged = byPackages.has(keeper)
  return {
    version: version(text),
    wanted: range(wanted),
    running: running === undefined ? undefined : count(running),
    manager: term(packaged ? installer : keeper),
    packages: list((packaged ? dockerPackages(installer, platform) : []).map(term)),
  }
}

/** What keeps minikube's compiled-in client from this engine. */
const behind = (minikube: string, { minApiVersion }: DockerServer) => {
  const release = minikubeRelease(minikube)
  if (release === undefined || minApiVersion === undefined) return undefined
  if (compareApi(release.dockerApi, minApiVersion) >= 0) return undefined
  return {
    minikube: version(minikube),
    speaks: version(release.dockerApi),
    limit: version(minApiVersion),
    image: image(`${release.kicbase.image}:${release.kicbase.tag}`),
  }
}

/**
 * Is the engine new enough for the course, and do the CLI, the engine and minikube's own client speak a common API? A
 * pre-release counts as the release it leads to (28.2.2-rc.1 as 28.2.2); a version without numbers, or 0.0.0 of a build from
 * source, is none. Source: pitfalls DOCK-3 and fact 5, version-skew §3, docker-errors (API table, wordings of all releases).
 */
export const dockerVersionCheck = defineCheck({
  id: 'docker/version',
  title: 'Docker version',
  needs: {
    docker: dockerVersion,
    info: optional(dockerInfo),
    variables: dockerVariables,
    manager: optional(dockerManager),
    packages: optional(packageManager),
  },
  after: [dockerAccess],
  skip: withoutDocker,
  problems: {
    'docker-api-version-set': problem<{ readonly pinned: Quote; readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ pinned, said }) =>
        say`DOCKER_API_VERSION holds docker to API ${pinned}, which this engine does not take: ${said}`,
      hint: () => say`Without the variable docker finds the right one itself:`,
      commands: () => [asUser('unset', 'DOCKER_API_VERSION')],
    }),
    'client-too-old': problem<Gap>({
      severity: 'error',
      stops: true,
      message: ({ speaks, limit }) =>
        say`The docker command is too old for its engine: it speaks API ${speaks}, the engine asks for at least ${limit}`,
      hint: () =>
        say`Upgrade the docker command to the engine's version (in a container: its image).`,
    }),
    'client-too-new': problem<Gap>({
      severity: 'error',
      stops: true,
      message: ({ speaks, limit }) =>
        say`The docker command is too new for its engine: it insists on API ${speaks}, the engine speaks at most ${limit}`,
      hint: () => say`Upgrade the Docker engine, or use a docker command of its version.`,
    }),
    'engine-too-old': problem<Gap>({
      severity: 'error',
      stops: true,
      message: ({ speaks, limit }) =>
        say`The Docker engine is too old for the docker command: it speaks API ${speaks}, the command asks for at least ${limit}`,
      hint: () =>
        say`Upgrade the Docker engine, or the command to 29.3.0 or newer, which takes engines from 19.03 on.`,
    }),
    'too-old': problem<OldDocker>({
      severity: 'error',
      message: ({ version, wanted, running }) => [
        ...say`The Docker engine ${version} is too old; the course needs ${wanted}`,
        ...(running === undefined || running.value === 0
          ? []
          : say`. Containers running, which an upgrade stops: ${running}`),
      ],
      hint: ({ manager, packages }) => {
        if (manager.value.startsWith('desktop'))
          return say`Update Docker Desktop (its menu → Check for updates).`
        return packages.value.length === 0 && manager.value !== 'snap'
          ? say`Upgrade the engine; Docker's own repository has it for old systems too: https://docs.docker.com/engine/install/`
          : say`Upgrade the engine. If the distribution has nothing newer, Docker's own repository has: https://docs.docker.com/engine/install/`
      },
      commands: upgradeCommands,
      fix: upgradeDocker,
    }),
    unreadable: problem<{ readonly said: Quote; readonly api: Version | undefined }>({
      severity: 'warning',
      message: ({ said, api }) => [
        ...say`The Docker engine calls its version ${said}: too little to tell whether it is new enough`,
        ...(api === undefined ? [] : say`. It speaks API ${api}; Docker 20.10 speaks 1.41`),
      ],
      hint: () =>
        say`An engine built from source says so. If the start fails, install a released one.`,
    }),
    'minikube-api': problem<{
      readonly minikube: Version
      readonly speaks: Version
      readonly limit: Version
      readonly image: Image
    }>({
      severity: 'warning',
      message: ({ minikube, speaks, limit }) =>
        say`minikube ${minikube} cannot load its node image by itself: it speaks API ${speaks}, this engine asks for at least ${limit}. It would try every source in turn before docker pulls the last one`,
      hint: () =>
        say`Pull the image (by tag) before the start, so that minikube finds it. Docker 29.3.0 and newer take older clients again.`,
      commands: ({ image }) => [asUser('docker', 'pull', image.value)],
    }),
  },
  inspect: ({ docker, info, variables, manager, packages }, request) => {
    const gap = dockerGap(docker)
    if (gap !== undefined && docker.server === undefined && variables.apiVersion !== undefined) {
      const args = { pinned: quote(variables.apiVersion), said: quote(docker.said) }
      return [{ code: 'docker-api-version-set', args }]
    }
    if (gap !== undefined) {
      const args = { speaks: version(gap.speaks), limit: version(gap.limit) }
      return [{ code: gap.kind, args }]
    }
    const { server } = docker
    if (server === undefined) return []
    const { profile } = request
    const api = behind(effectivePair(request).minikube, server)
    const later = api === undefined ? [] : [{ code: 'minikube-api' as const, args: api }]
    if (server.version === undefined || server.version === '0.0.0') {
      const speaks = server.apiVersion === undefined ? undefined : version(server.apiVersion)
      return [{ code: 'unreadable', args: { said: quote(server.text), api: speaks } }, ...later]
    }
    if (inRange(server.version, profile.docker)) return later
    const args = oldDocker(
      server,
      profile.docker,
      info.ok ? info.value.containersRunning : undefined,
      {
        keeper: manager.ok ? manager.value : 'none',
        installer: (packages.ok ? packages.value : undefined) ?? 'none',
      },
    )
    return [{ code: 'too-old', args }, ...later]
  },
})
