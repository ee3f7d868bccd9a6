import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { Identity, Stat } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { identity } from './machine.ts'
import { minikubeHome } from './minikube-home.ts'

/** A path minikube or kubectl works on, and what the subject may not do there. */
export interface UserPath {
  /** As it is written; links are followed for the verdict. */
  readonly path: string
  readonly role: 'home' | 'state' | 'kubeconfig'
  readonly standing:
    | { readonly kind: 'fine' }
    /** Nothing is there, and it can be made. */
    | { readonly kind: 'absent' }
    /** Nothing is there, and `parent`, the nearest folder that is, does not let it be made. */
    | { readonly kind: 'no-place'; readonly parent: string }
    /** It belongs to somebody else, who keeps the subject out. */
    | { readonly kind: 'foreign'; readonly owner: string }
    /** The subject may not even look there. */
    | { readonly kind: 'closed' }
    /** The subject's own, but write-protected. */
    | { readonly kind: 'protected' }
    | { readonly kind: 'unread'; readonly why: Unreadable }
}

/** What matters below MINIKUBE_HOME; the rest follows its folder. Source: minikube-behaviour (g), layout. */
const children = ['profiles', 'machines', 'cache', 'config', 'certs', 'logs'] as const
const mostProfiles = 32

const mayRead = ({ mode, uid, gid }: Stat, { subject, groups, sudo }: Identity): boolean => {
  if (subject.uid === 0) return true
  if (subject.uid === uid) return (mode & 0o400) !== 0
  // Behind sudo these are root's groups.
  const member = subject.gid === gid || (!sudo && groups.includes(gid))
  return member ? (mode & 0o040) !== 0 : (mode & 0o004) !== 0
}

const parentOf = (path: string): string =>
  path.includes('/') ? path.slice(0, Math.max(path.lastIndexOf('/'), 1)) : '.'

const nearest = async ({ host }: FactContext, path: string): Promise<string> => {
  let parent = parentOf(path)
  while (parent !== '/' && parent !== '.' && (await host.realpath(parent)) === undefined)
    parent = parentOf(parent)
  return parent
}

const ownerName = async ({ host }: FactContext, uid: number): Promise<string> => {
  const text = await attempt(host.readText('/etc/passwd'))
  const line = (text.ok ? (text.value ?? '') : '')
    .split('\n')
    .find((entry) => entry.split(':')[2] === String(uid))
  return line?.split(':')[0] ?? String(uid)
}

const judge = async (
  context: FactContext,
  path: string,
  need: 'read' | 'write',
): Promise<UserPath['standing']> => {
  const { host, get } = context
  const who = await get(identity)
  const real = await host.realpath(path)
  if (real === undefined) {
    const parent = await nearest(context, path)
    const open = need === 'read' || (await host.writable(parent)) === true
    return open ? { kind: 'absent' } : { kind: 'no-place', parent }
  }
  const stat = await host.stat(real)
  if (stat === undefined) return { kind: 'fine' }
  const allowed = need === 'read' ? mayRead(stat, who) : (await host.writable(real)) !== false
  if (allowed) return { kind: 'fine' }
  return stat.uid === who.subject.uid
    ? { kind: 'protected' }
    : { kind: 'foreign', owner: await ownerName(context, stat.uid) }
}

const look = async (
  context: FactContext,
  path: string,
  role: UserPath['role'],
  need: 'read' | 'write' = 'write',
): Promise<UserPath> => {
  const standing = await attempt(judge(context, path, need))
  if (standing.ok) return { path, role, standing: standing.value }
  const { why } = standing
  return {
    path,
    role,
    standing: why.why === 'denied' ? { kind: 'closed' } : { kind: 'unread', why },
  }
}

const namesIn = async ({ host }: FactContext, folder: string): Promise<readonly string[]> => {
  const names = await attempt(host.readdir(folder))
  return names.ok
    ? (names.value ?? []).slice(0, mostProfiles).map((name) => `${folder}/${name}`)
    : []
}

/** minikube writes the first entry; kubectl reads them all. */
const kubeconfigs = ({ host }: FactContext): readonly string[] =>
  (host.env['KUBECONFIG'] ?? '')
    .split(host.os === 'win32' ? ';' : ':')
    .filter((entry) => entry !== '')

const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)

/** A folder already bad speaks for what is in it. */
const topmost = (paths: readonly UserPath[]): readonly UserPath[] =>
  paths.filter(
    ({ path }) =>
      !paths.some(
        (other) =>
          isBelow(path, other.path) &&
          other.standing.kind !== 'fine' &&
          other.standing.kind !== 'absent',
      ),
  )

/** A home that takes no new files matters only where something has to be made in it. */
const relevant = (paths: readonly UserPath[]): readonly UserPath[] => {
  const cramped = paths.some(
    ({ role, standing }) => role !== 'home' && standing.kind === 'no-place',
  )
  const bad = new Set(['foreign', 'protected'])
  return paths.filter(({ role, standing }) => role !== 'home' || cramped || !bad.has(standing.kind))
}

/**
 * The home directory, minikube's state and the kubeconfig files, with what the subject may not do there. Looks at the folders
 * and the few children that matter, at most 32 profiles; nothing is created. Source: pitfalls USER-3.
 */
export const userPaths = defineFact({
  id: 'user-paths',
  read: async (context): Promise<readonly UserPath[]> => {
    const [{ subject }, state] = await Promise.all([
      context.get(identity),
      context.get(minikubeHome),
    ])
    const given = kubeconfigs(context)
    const [main, ...further] = given.length > 0 ? given : [`${subject.home}/.kube/config`]
    const inFolders = await Promise.all(
      ['profiles', 'machines'].map((name) => namesIn(context, `${state}/${name}`)),
    )
    const found = await Promise.all([
      look(context, subject.home, 'home'),
      ...[state, ...children.map((name) => `${state}/${name}`), ...inFolders.flat()].map((path) =>
        look(context, path, 'state'),
      ),
      look(context, `${state}/config/config.json`, 'state'),
      look(context, `${subject.home}/.kube`, 'state'),
      look(context, main ?? '', 'kubeconfig'),
      ...further.map((path) => look(context, path, 'kubeconfig', 'read')),
    ])
    return topmost(relevant(found))
  },
})
