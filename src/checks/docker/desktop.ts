import { isKnownBadDesktop } from '../../catalog/docker-desktop.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import { os } from '../../facts/machine.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { version } from '../../model/value.ts'
import type { Version } from '../../model/value.ts'
import { vendorVersion } from '../../model/version.ts'
import { dockerVersionCheck } from './version.ts'

const product = 'Docker Desktop'

/** Is it a Docker Desktop minikube starts on, running Linux containers? Source: pitfalls DOCK-8, docker-errors §3 (`Server.Platform.Name`, `Server.Os`). */
export const dockerDesktop = defineCheck({
  id: 'docker/desktop',
  title: 'Docker Desktop',
  needs: { docker: dockerVersion, os },
  after: [dockerVersionCheck],
  skip: withoutDocker,
  problems: {
    'windows-containers': problem({
      severity: 'error',
      stops: true,
      message: () =>
        say`Docker runs Windows containers; minikube's node is a Linux container and cannot start`,
      hint: () => say`In the whale menu choose "Switch to Linux containers".`,
    }),
    'known-bad': problem<{ readonly version: Version }>({
      severity: 'error',
      message: ({ version }) =>
        say`Docker Desktop ${version} has a fault that keeps minikube from starting`,
      hint: () => say`Update Docker Desktop (its menu → Check for updates).`,
    }),
  },
  fine: ({ docker: { server } }) => {
    const release = vendorVersion(server?.platform ?? '')
    return release === undefined ? undefined : say`Docker Desktop ${version(release)}`
  },
  inspect: ({ docker: { server }, os }) => {
    if (server?.os === 'windows') return [{ code: 'windows-containers', args: {} }]
    if (server?.platform.startsWith(product) !== true) return skipped('not-installed')
    const release = vendorVersion(server.platform)
    return release !== undefined && isKnownBadDesktop(release, os)
      ? [{ code: 'known-bad', args: { version: version(release) } }]
      : []
  },
})
