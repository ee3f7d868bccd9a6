import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'

export type ContainerKind = 'docker' | 'podman' | 'lxc' | 'other' | 'none'

/** The traces a container leaves; what is absent or may not be read is undefined. */
export interface Traces {
  readonly containerenv: boolean
  readonly dockerenv: boolean
  readonly mountinfo: string | undefined
  /** What systemd found out at boot. */
  readonly systemd: string | undefined
  readonly environment: string | undefined
  readonly cgroup: string | undefined
}

const named = (word: string): ContainerKind => {
  if (word === 'docker' || word === 'podman') return word
  return /^lx[cd]/.test(word) ? 'lxc' : 'other'
}

/**
 * Which container this is. Docker mounts its own hosts, hostname and resolv.conf over those of the image; `/.dockerenv` alone
 * also stands in virtual machines made from an image. WSL is none. Source: docker-errors §7 (is-docker, is-inside-container),
 * systemd src/basic/virt.c for /run/systemd/container and `container=` of process 1. Pure.
 */
export const containerKind = (traces: Traces): ContainerKind => {
  const { containerenv, dockerenv, mountinfo, systemd, environment, cgroup } = traces
  if (containerenv) return 'podman'
  if (/\/containers\/[\da-f]{64}\/(hosts|hostname|resolv\.conf) /.test(mountinfo ?? ''))
    return 'docker'
  if (/\/etc-hosts \/etc\/hosts /.test(mountinfo ?? '')) return 'other'
  const word = systemd?.trim() ?? /(?:^|\0)container=([^\0]+)/.exec(environment ?? '')?.[1] ?? ''
  if (word !== '' && word !== 'wsl') return named(word)
  if (/:\/docker\//.test(cgroup ?? '')) return 'docker'
  if (/:\/lxc[./]/.test(cgroup ?? '')) return 'lxc'
  return dockerenv && mountinfo === undefined ? 'docker' : 'none'
}

const readable = async (host: ReadHost, path: string): Promise<string | undefined> => {
  const text = await attempt(host.readText(path))
  return text.ok ? text.value : undefined
}

/** Whether, and in which kind of container, this process runs. */
export const container = defineFact({
  id: 'container',
  read: async ({ host }): Promise<ContainerKind> => {
    if (host.os !== 'linux') return 'none'
    const [containerenv, dockerenv, mountinfo, systemd, environment, cgroup] = await Promise.all([
      host.stat('/run/.containerenv'),
      host.stat('/.dockerenv'),
      readable(host, '/proc/self/mountinfo'),
      readable(host, '/run/systemd/container'),
      readable(host, '/proc/1/environ'),
      readable(host, '/proc/self/cgroup'),
    ])
    return containerKind({
      containerenv: containerenv !== undefined,
      dockerenv: dockerenv !== undefined,
      mountinfo,
      systemd,
      environment,
      cgroup,
    })
  },
})
