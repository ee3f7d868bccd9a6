import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { courseProfile } from './profiles.ts'
import { minikubeHome } from './minikube-home.ts'

/** One node in minikube's own words: `Running`, `Stopped`, `Paused`, `Nonexistent`, `Error`, …; `Irrelevant` where it has no such part. */
export interface NodeStatus {
  readonly name: string
  readonly host: string
  readonly kubelet: string
  readonly apiServer: string
}

const nodeSchema = v.looseObject({
  Name: v.string(),
  Host: v.string(),
  Kubelet: v.nullish(v.string(), ''),
  APIServer: v.nullish(v.string(), ''),
})
const statusSchema = v.union([v.array(nodeSchema), nodeSchema])

const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * What `minikube status -o json` says: an object for one node, an array for several; `[]` when it knows no node, which is `null`
 * (and exit 0 from v1.35 to v1.37), plain text or CloudEvents. Undefined when it is none of these. The exit code is no help.
 * Source: cmd/minikube/cmd/status.go, v1.9 to v1.38. Pure.
 */
export const parseStatus = (stdout: string): readonly NodeStatus[] | undefined => {
  const found = stdout.trim()
  if (found === '' || found === 'null') return []
  const parsed = v.safeParse(statusSchema, json(found))
  if (parsed.success)
    return [parsed.output].flat().map(({ Name, Host, Kubelet, APIServer }) => ({
      name: Name,
      host: Host,
      kubelet: Kubelet,
      apiServer: APIServer,
    }))
  return /not found|no local cluster named/i.test(found) ? [] : undefined
}

/** A profile as minikube lists it: `Running`, `Stopped`, `Unknown`, from v1.35 on also `OK`, empty where its machine is gone. */
export interface ListedProfile {
  readonly name: string
  readonly status: string
  readonly valid: boolean
}

const listed = v.nullish(
  v.array(v.looseObject({ Name: v.string(), Status: v.nullish(v.string(), '') })),
  [],
)
const listSchema = v.looseObject({ valid: listed, invalid: listed, error: v.optional(v.unknown()) })

/**
 * What `minikube profile list -o json` says. Before the first start it is `{"error":…}` with exit 80, which means none. Undefined
 * when it is not that list. Source: cmd/minikube/cmd/config/profile_list.go, v1.9 to v1.38; v1.25.2 run without a profile. Pure.
 */
export const parseProfileList = (stdout: string): readonly ListedProfile[] | undefined => {
  const parsed = v.safeParse(listSchema, json(stdout.trim()))
  if (!parsed.success) return undefined
  const { valid, invalid } = parsed.output
  return [
    ...valid.map(({ Name, Status }) => ({ name: Name, status: Status, valid: true })),
    ...invalid.map(({ Name, Status }) => ({ name: Name, status: Status, valid: false })),
  ]
}

/** The small files `status` needs, below the folder that holds `.minikube`: no disk images, no cache. */
const copied = (profile: string, machines: readonly string[]): readonly string[] =>
  [
    'config',
    'certs',
    'ca.crt',
    `profiles/${profile}`,
    ...machines.flatMap((machine) =>
      ['config.json', 'id_rsa', 'id_rsa.pub'].map((file) => `machines/${machine}/${file}`),
    ),
  ].map((name) => `.minikube/${name}`)

/**
 * How the nodes of the course's cluster are, asked of minikube: the last resort, for drivers docker knows nothing of. It is
 * asked in a throw-away copy of its small files, because every minikube command writes into its home.
 */
export const minikubeStatus = defineFact({
  id: 'minikube-status',
  read: async ({ host, get }): Promise<readonly NodeStatus[]> => {
    const [home, profile] = await Promise.all([get(minikubeHome), get(courseProfile)])
    if (profile === undefined) return []
    const argv: Argv = ['minikube', 'status', '-o', 'json', '-p', profile.name]
    const { stdout, timedOut } = await host.run(argv, {
      deadlineMs: deadlines.tool,
      env: {
        PATH: `${host.env['PATH'] ?? ''}${host.os === 'win32' ? ';' : ':'}${home}/bin`,
        MINIKUBE_WANTUPDATENOTIFICATION: 'false',
      },
      scratch: {
        TMPDIR: {},
        TEMP: {},
        TMP: {},
        MINIKUBE_HOME: {
          from: home.replace(/\/?\.minikube$/, '') || '.',
          take: copied(
            profile.name,
            profile.nodes.map(({ machine }) => machine),
          ),
        },
      },
    })
    if (timedOut) throw new Unreadable('timeout', command(argv))
    const nodes = parseStatus(stdout)
    if (nodes === undefined) throw new Unreadable('unparsable', command(argv))
    return nodes
  },
})
