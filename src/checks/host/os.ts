import { supportedUntil } from '../../catalog/distributions.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import { os } from '../../facts/machine.ts'
import { now } from '../../facts/now.ts'
import { osRelease } from '../../facts/os-release.ts'
import { wsl } from '../../facts/wsl.ts'
import { enableWslSystemd } from '../../fixes/enable-wsl-systemd.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { quote, term } from '../../model/value.ts'
import type { Quote, Term } from '../../model/value.ts'

/**
 * Is the system one that still gets updates, and, on Windows, a WSL that can run an engine? Source: pitfalls OS-2 and OS-4;
 * the dates stand in the catalog. systemd matters to an engine inside this WSL, not to Docker Desktop's.
 */
export const hostOs = defineCheck({
  id: 'host/os',
  title: 'Operating system',
  needs: {
    os,
    release: osRelease,
    wsl,
    now,
    engine: optional(dockerInfo),
    docker: optional(dockerVersion),
  },
  problems: {
    'wsl-1': problem({
      severity: 'error',
      stops: true,
      message: () =>
        say`This is WSL 1: it has no Linux kernel, so no Docker engine and no Kubernetes node run in it`,
      hint: () =>
        say`In a Windows terminal, list the distributions with wsl --list --verbose, then move this one to version 2 with wsl --set-version NAME 2.`,
    }),
    'wsl-no-systemd': problem<{ readonly section: Term }>({
      severity: 'warning',
      message: () =>
        say`This WSL runs without systemd, so nothing starts the Docker engine and the node may not find its cgroups`,
      hint: ({ section }) =>
        section.value === 'absent'
          ? say`Write the lines [boot] and systemd=true into /etc/wsl.conf, then shut WSL down and open it again. An old WSL needs wsl --update first. With Docker Desktop this is not needed.`
          : say`/etc/wsl.conf has a section [boot] already: set systemd=true in it, then shut WSL down and open it again. An old WSL needs wsl --update first.`,
      commands: () => [asUser('wsl.exe', '--shutdown')],
      fix: enableWslSystemd,
    }),
    'end-of-life': problem<{ readonly name: Quote; readonly since: Term }>({
      severity: 'warning',
      message: ({ name, since }) =>
        say`${name} has had no free updates since ${since}: package sources vanish, Docker and the kernel stay old`,
      hint: () =>
        say`Enough for a first look; for the course move to Ubuntu 24.04, Debian 12 or Rocky Linux 9. On CentOS 7 packages come only from the archive (vault) now.`,
    }),
  },
  fine: ({ release, wsl }) => {
    if (release === undefined) return undefined
    return wsl === undefined
      ? say`${release.name}`
      : say`${release.name}, WSL ${String(wsl.version)}`
  },
  inspect: ({ os, release, wsl, now, engine, docker }) => {
    if (os !== 'linux') return skipped('other-os')
    if (wsl?.version === 1) return [{ code: 'wsl-1', args: {} }]
    const desktop =
      (engine.ok && engine.value.operatingSystem === 'Docker Desktop') ||
      (docker.ok && docker.value.failure === 'wsl-integration-off')
    const until = release === undefined ? undefined : supportedUntil(release)
    const ended = until !== undefined && now > Date.parse(`${until}T23:59:59Z`)
    return [
      ...(wsl !== undefined && !wsl.systemd && !desktop
        ? [
            {
              code: 'wsl-no-systemd' as const,
              args: { section: term(wsl.bootSection ? 'present' : 'absent') },
            },
          ]
        : []),
      ...(ended && release !== undefined
        ? [
            {
              code: 'end-of-life' as const,
              args: { name: quote(release.name), since: term(until) },
            },
          ]
        : []),
    ]
  },
})
