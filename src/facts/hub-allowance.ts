import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { hub } from '../catalog/hosts.ts'
import { defineFact } from '../model/fact.ts'
import type { Answer } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { url } from '../model/value.ts'
import { parseJson } from './json.ts'

export interface Allowance {
  readonly left: number
  readonly limit: number
  /** Hours until the count begins again. */
  readonly hours: number
}

/** Made for this question; asking with HEAD costs nothing. Source: docker/docs content/manuals/docker-hub/usage/pulls.md. */
const repository = 'ratelimitpreview/test'
const tokens = `https://auth.docker.io/token?service=registry.docker.io&scope=repository:${repository}:pull`
const manifest = `https://${hub}/v2/${repository}/manifests/latest`
const token = v.looseObject({ token: v.string() })

const header = /^(\d+)(?:;w=(\d+))?/
const tooMany = 429

/** `100;w=21600`: pulls and the window in seconds. Undefined where Docker Hub counts nothing for this machine. Pure. */
export const parseAllowance = (answer: Answer): Allowance | undefined => {
  if (!answer.ok) return undefined
  const limit = header.exec(answer.headers['ratelimit-limit'] ?? '')
  const left = header.exec(answer.headers['ratelimit-remaining'] ?? '')
  const hours = Math.round(Number(limit?.[2] ?? 21_600) / 3600)
  if (answer.status === tooMany) return { left: 0, limit: Number(limit?.[1] ?? 0), hours }
  return limit === null || left === null
    ? undefined
    : { left: Number(left[1]), limit: Number(limit[1]), hours }
}

/** How many images Docker Hub still hands out to this address. Throws `Unreadable` where it does not answer. */
export const hubAllowance = defineFact({
  id: 'hub-allowance',
  waitsFor: 'docker hub',
  read: async ({ host }): Promise<Allowance | undefined> => {
    const granted = await host.get(tokens, { deadlineMs: deadlines.http })
    const parsed = granted.ok
      ? v.safeParse(token, parseJson(granted.body, url(tokens)))
      : { success: false as const }
    if (!parsed.success) throw new Unreadable('unreachable', url(tokens))
    const answer = await host.get(manifest, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${parsed.output.token}` },
      deadlineMs: deadlines.http,
    })
    if (!answer.ok) throw new Unreadable('unreachable', url(manifest))
    return parseAllowance(answer)
  },
})
