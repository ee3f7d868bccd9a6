import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { Output } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { dockerEnv } from './docker-env.ts'
import { dockerVersion } from './docker-version.ts'
import { parseJson } from './json.ts'

const text = v.nullish(v.string(), '')
const number = v.nullish(v.number(), 0)
const texts = v.nullish(v.array(v.string()), [])
const schema = v.looseObject({
  NCPU: number,
  MemTotal: number,
  Driver: text,
  DriverStatus: v.nullish(v.array(v.array(v.string())), []),
  DockerRootDir: text,
  CgroupDriver: text,
  /** Absent before 20.10, when there was only version 1. */
  CgroupVersion: v.nullish(v.string(), '1'),
  KernelVersion: text,
  OperatingSystem: text,
  OSType: text,
  Architecture: text,
  SecurityOptions: texts,
  Warnings: texts,
  RegistryConfig: v.nullish(v.looseObject({ Mirrors: texts }), {}),
  HttpProxy: text,
  HttpsProxy: text,
  NoProxy: text,
  IPv4Forwarding: v.nullish(v.boolean(), true),
  /** Since 28.1. */
  FirewallBackend: v.nullish(v.looseObject({ Driver: text })),
  ContainersRunning: number,
})

export interface DockerInfo {
  /** CPUs and bytes of the engine's own machine: the Desktop VM, not the laptop. */
  readonly cpus: number
  readonly memory: number
  readonly storageDriver: string
  readonly storageStatus: readonly (readonly string[])[]
  readonly root: string
  readonly cgroupDriver: string
  readonly cgroupVersion: string
  readonly kernel: string
  /** `Docker Desktop`, or the distribution's name, with ` (containerized)` when dockerd runs in a container. */
  readonly operatingSystem: string
  /** `linux` or `windows` containers. */
  readonly osType: string
  /** `uname -m` of the engine's machine. */
  readonly architecture: string
  /** `rootless`, `userns`, `cgroupns`, …: the names alone. */
  readonly security: readonly string[]
  readonly warnings: readonly string[]
  readonly mirrors: readonly string[]
  readonly noProxy: string
  readonly httpsProxy: string
  readonly forwarding: boolean
  /** `iptables`, `nftables`, … */
  readonly firewall: string
  readonly containersRunning: number
}

const argv: Argv = ['docker', 'info', '--format', '{{json .}}']

const securityName = (option: string): string => /name=([^,]+)/.exec(option)?.[1] ?? option

/** Reads the answer of any engine from 19.03 on; throws `Unreadable` where it is none. Pure. */
export const parseDockerInfo = ({ stdout, timedOut }: Output): DockerInfo => {
  if (timedOut) throw new Unreadable('timeout', command(argv))
  const json = stdout.split('\n').find((line) => line.trimStart().startsWith('{')) ?? ''
  const parsed = v.safeParse(schema, parseJson(json, command(argv)))
  // With no engine behind it the CLI fills in zeros (23.0 and later), which are no answer.
  if (!parsed.success || parsed.output.NCPU === 0) throw new Unreadable('unparsable', command(argv))
  const info = parsed.output
  return {
    cpus: info.NCPU,
    memory: info.MemTotal,
    storageDriver: info.Driver,
    storageStatus: info.DriverStatus,
    root: info.DockerRootDir,
    cgroupDriver: info.CgroupDriver,
    cgroupVersion: info.CgroupVersion,
    kernel: info.KernelVersion,
    operatingSystem: info.OperatingSystem,
    osType: info.OSType,
    architecture: info.Architecture,
    security: info.SecurityOptions.map(securityName),
    warnings: info.Warnings,
    mirrors: info.RegistryConfig.Mirrors ?? [],
    noProxy: info.NoProxy,
    httpsProxy: info.HttpsProxy,
    forwarding: info.IPv4Forwarding,
    firewall: info.FirewallBackend?.Driver ?? 'iptables',
    containersRunning: info.ContainersRunning,
  }
}

/** `docker info`; asked only of an engine that answered `docker version`, throws `Unreadable` otherwise. */
export const dockerInfo = defineFact({
  id: 'docker-info',
  read: async ({ host, get }): Promise<DockerInfo> => {
    const { server } = await get(dockerVersion)
    if (server === undefined) throw new Unreadable('unreachable', command(argv))
    return parseDockerInfo(
      await host.run(argv, { deadlineMs: deadlines.docker, env: dockerEnv(host.env) }),
    )
  },
})
