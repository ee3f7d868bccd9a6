import { mannerOf } from '../../catalog/docker-managers.ts'
import { dockerDaemonConfig } from '../../facts/docker-daemon-config.ts'
import type { DaemonConfig } from '../../facts/docker-daemon-config.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import { dockerManager } from '../../facts/docker-manager.ts'
import { dockerMirrors } from '../../facts/docker-mirrors.ts'
import type { MirrorReading } from '../../facts/docker-mirrors.ts'
import { dropMirrors } from '../../fixes/drop-mirrors.ts'
import type { MirrorPlan } from '../../fixes/drop-mirrors.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { count, list, path, quote, term, url } from '../../model/value.ts'
import type { Count, Quote, Term, Url } from '../../model/value.ts'
import { dockerVersionCheck } from './version.ts'

type Mirror = MirrorPlan & { readonly mirror: Url }

const hint = ({ config, manager }: MirrorPlan): Text => {
  if (config !== undefined)
    return say`Take it out of registry-mirrors in ${config}, then restart the engine; that stops what runs in it:`
  return manager.value.startsWith('desktop')
    ? say`Take it out of registry-mirrors in Docker Desktop's Settings → Docker Engine.`
    : say`Take it out of the engine's registry mirrors (daemon.json, or --registry-mirror in the service) and restart the engine.`
}

const commands = ({ config, manager }: MirrorPlan) =>
  config === undefined ? [] : mannerOf(manager.value).restart

const bare = (mirror: string): string => mirror.replace(/\/+$/, '')

/**
 * A mirror is faulty when it is known to be dead, says no, or nobody is there. Silence counts only beside one that answers:
 * else it may be this network, and then the honest word is unknown.
 */
const isFaulty = ({ state: { kind } }: MirrorReading, online: boolean): boolean =>
  kind === 'dead' || kind === 'refuses' || kind === 'absent' || (kind === 'silent' && online)

const judge = ({ url: address, state }: MirrorReading, faulty: boolean, plan: MirrorPlan) => {
  const about = url(address)
  const args = { ...plan, mirror: about }
  if (!faulty) return unsure(new Unreadable('unreachable', about))
  if (state.kind === 'dead')
    return { code: 'dead' as const, about, args: { ...args, since: term(state.since) } }
  if (state.kind === 'refuses')
    return { code: 'refuses' as const, about, args: { ...args, status: count(state.status) } }
  const said = quote('said' in state ? state.said : '')
  return { code: 'no-answer' as const, about, args: { ...args, said } }
}

/** One plan for all: the fix is told once. Only what daemon.json names itself can be taken out of it. */
const planFor = (
  faulty: readonly MirrorReading[],
  config: DaemonConfig | undefined,
  manager: string,
  running: number,
): MirrorPlan => {
  const bad = new Set(faulty.map(({ url }) => bare(url)))
  const keep = (config?.mirrors ?? []).filter((mirror) => !bad.has(bare(mirror)))
  const named = config !== undefined && keep.length < config.mirrors.length
  return {
    config: named ? path(config.path) : undefined,
    manager: term(manager),
    keep: list(keep.map(url)),
    running: count(running),
  }
}

/**
 * Do the engine's Docker Hub mirrors serve? dockerd passes over one that fails, but waits for it first. Source: pitfalls REG-3,
 * registry-protocol §1 and §6; GET /v2/ answers 200 or 401 at a registry.
 */
export const dockerMirrorsCheck = defineCheck({
  id: 'docker/mirrors',
  title: 'Docker registry mirrors',
  needs: {
    mirrors: dockerMirrors,
    info: dockerInfo,
    config: optional(dockerDaemonConfig),
    manager: optional(dockerManager),
  },
  after: [dockerVersionCheck],
  skip: withoutDocker,
  problems: {
    dead: problem<Mirror & { readonly since: Term }>({
      severity: 'warning',
      message: ({ mirror, since }) =>
        say`The registry mirror ${mirror} has been out of service since ${since}; pulls try it first and lose time on it`,
      hint,
      commands,
      fix: dropMirrors,
    }),
    refuses: problem<Mirror & { readonly status: Count }>({
      severity: 'warning',
      message: ({ mirror, status }) =>
        say`The registry mirror ${mirror} refuses this machine (HTTP ${status}); pulls go on to Docker Hub without it`,
      hint,
      commands,
      fix: dropMirrors,
    }),
    'no-answer': problem<Mirror & { readonly said: Quote }>({
      severity: 'warning',
      message: ({ mirror, said }) =>
        say`The registry mirror ${mirror} does not answer (${said}); pulls try it first and lose time on it`,
      hint,
      commands,
      fix: dropMirrors,
    }),
  },
  inspect: ({ mirrors, info, config, manager }, { offline }) => {
    if (mirrors.length === 0) return skipped('not-configured')
    const online = mirrors.some(({ state: { kind } }) => kind === 'answers' || kind === 'refuses')
    const faulty = mirrors.filter((mirror) => isFaulty(mirror, online))
    if (offline && faulty.length === 0) return skipped('offline')
    const plan = planFor(
      faulty,
      config.ok ? config.value : undefined,
      manager.ok ? manager.value : 'none',
      info.containersRunning,
    )
    return mirrors
      .filter(({ state }) => state.kind !== 'answers')
      .map((mirror) => judge(mirror, faulty.includes(mirror), plan))
  },
})
