import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import type { FactContext } from '../model/fact.ts'
import type { Output } from '../model/host.ts'
import { attempt, Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import { command, url } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import type { ApiEndpoint } from './api-endpoint.ts'
import { parseJson } from './json.ts'
import { minikubeHome } from './minikube-home.ts'
import { platform } from './platform.ts'
import { courseProfile } from './profiles.ts'

/** An answer of the API server, or what kubectl said instead; nothing when it waited in vain. */
export type ApiAnswer =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly said: string | undefined }

/**
 * Lists the checks that failed instead of everything: `Error from server (InternalError): … ("[+]ping ok\n[-]etcd failed: …")`.
 * Pure.
 */
export const complaint = (stderr: string): string => {
  const failed = stderr.replaceAll(String.raw`\n`, '\n').match(/^.*\[-\].*$/gm)
  if (failed !== null)
    return failed.map((line) => line.slice(line.indexOf('[-]') + 3).trim()).join(', ')
  return (
    stderr
      .split('\n')
      .map((line) => line.trim())
      .findLast((line) => line !== '') ?? ''
  )
}

/** kubectl could not even ask: its own trouble is no word about the cluster. */
const clientTrouble: readonly (readonly [RegExp, Why])[] = [
  [/permission denied/i, 'denied'],
  [/unable to (read|load)|no such file|unknown (flag|command)/i, 'unparsable'],
]

/**
 * Ways to one GET of the cluster's API, the next where there is no such program: the learner's kubectl, the copy that minikube has
 * fetched for itself, the node's own. Nothing is downloaded. Source: pkg/minikube/vmpath/constants.go (GuestPersistentDir),
 * pkg/addons/kubectl.go (`/var/lib/minikube/kubeconfig` in the node).
 */
const waysTo = async (
  { host, get, request }: FactContext,
  { server, container }: ApiEndpoint,
  path: string,
): Promise<readonly Argv[]> => {
  const [home, profile] = await Promise.all([get(minikubeHome), get(courseProfile)])
  const own = `${home}/profiles/${request.profile.cluster}`
  const question = ['--request-timeout', '4s', 'get', '--raw', path]
  const asked = [
    '--server',
    server,
    '--certificate-authority',
    `${home}/ca.crt`,
    '--client-certificate',
    `${own}/client.crt`,
    '--client-key',
    `${own}/client.key`,
    ...question,
  ]
  const kubernetes = profile?.kubernetes ?? ''
  const { os, arch } = await get(platform)
  const cached = `${home}/cache/${os}/${arch}/${kubernetes}/kubectl`
  const copy = await attempt(host.stat(cached))
  const node = `/var/lib/minikube/binaries/${kubernetes}/kubectl`
  return [
    ['kubectl', ...asked],
    ...(copy.ok && copy.value !== undefined ? [[cached, ...asked] as const] : []),
    ...(container === undefined
      ? []
      : [
          [
            'docker',
            'exec',
            container,
            node,
            '--kubeconfig',
            '/var/lib/minikube/kubeconfig',
            ...question,
          ] as const,
        ]),
  ]
}

/**
 * One GET of the cluster's API, under minikube's own certificates and past every kubeconfig: what the learner's says is another check's
 * affair. A throw-away home keeps kubectl's cache and settings out of it. Throws `Unreadable` when no kubectl is found or none could
 * ask.
 */
export const askApi = async (
  context: FactContext,
  endpoint: ApiEndpoint,
  path: string,
): Promise<ApiAnswer> => {
  const ways = await waysTo(context, endpoint, path)
  const run = (argv: Argv): Promise<Output> =>
    context.host.run(argv, {
      deadlineMs: deadlines.tool,
      maxBytes: 8 * 1024 * 1024,
      env: { KUBECONFIG: undefined, HOMEDRIVE: undefined, HOMEPATH: undefined },
      scratch: { HOME: {}, USERPROFILE: {}, KUBECACHEDIR: {} },
    })
  let missing: unknown
  for (const argv of ways) {
    const tried = await attempt(run(argv))
    if (tried.ok) return answerOf(argv, tried.value)
    if (tried.why.why !== 'missing-program') throw tried.why
    missing ??= tried.why
  }
  throw missing
}

const answerOf = (
  argv: Argv,
  { exitCode, stdout, stderr, timedOut, truncated }: Output,
): ApiAnswer => {
  if (truncated) throw new Unreadable('unparsable', command(argv))
  if (exitCode === 0) return { ok: true, body: stdout }
  if (timedOut) return { ok: false, said: undefined }
  const trouble = clientTrouble.find(([wording]) => wording.test(stderr))
  if (trouble !== undefined) throw new Unreadable(trouble[1], command(argv))
  return { ok: false, said: complaint(stderr) }
}

/** The items of one of the API's lists. Throws `Unreadable` when it does not come. */
export const listApi = async <T extends v.GenericSchema>(
  context: FactContext,
  endpoint: ApiEndpoint,
  path: string,
  item: T,
): Promise<readonly v.InferOutput<T>[]> => {
  const from = url(`${endpoint.server}${path}`)
  const answer = await askApi(context, endpoint, path)
  if (!answer.ok) throw new Unreadable('unreachable', from)
  const parsed = v.safeParse(v.looseObject({ items: v.array(item) }), parseJson(answer.body, from))
  if (!parsed.success) throw new Unreadable('unparsable', from)
  return parsed.output.items
}
