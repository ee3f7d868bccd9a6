import { identity, os } from '../../facts/machine.ts'
import { minikubeHome } from '../../facts/minikube-home.ts'
import { userPaths } from '../../facts/user-paths.ts'
import type { UserPath } from '../../facts/user-paths.ts'
import { ownFiles } from '../../fixes/own-files.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import type { Found, Unsure } from '../../model/check.ts'
import { asRoot, asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { path, term, user } from '../../model/value.ts'
import type { Path, Term, User } from '../../model/value.ts'

type Theirs = { readonly path: Path; readonly user: User }

const problems = {
  'home-missing': problem<{ readonly path: Path; readonly user: User }>({
    severity: 'error',
    message: ({ path, user }) =>
      say`${user} has no home directory: ${path} does not exist, and minikube keeps its state there`,
    hint: () => say`Create it, or point HOME at a directory of your own.`,
    commands: ({ path, user }) => [
      asRoot('install', '-d', '-m', '0750', '-o', user.value, path.value),
    ],
  }),
  'foreign-owner': problem<Theirs & { readonly owner: User; readonly reach: Term }>({
    severity: 'error',
    stops: true,
    message: ({ path, owner, user }) =>
      say`${path} belongs to ${owner}, and ${user} may not write there: minikube or kubectl was run with sudo once`,
    hint: () => say`Give it back, and run minikube and kubectl without sudo from now on.`,
    fix: ownFiles,
  }),
  protected: problem<{ readonly path: Path }>({
    severity: 'error',
    message: ({ path }) => say`${path} is write-protected: minikube cannot keep its state`,
    hint: () =>
      say`Allow yourself to write there. If that fails, the file system is mounted read-only.`,
    commands: ({ path }) => [asUser('chmod', '-R', 'u+rwX', path.value)],
  }),
  'no-place': problem<{ readonly path: Path; readonly parent: Path }>({
    severity: 'error',
    message: ({ path, parent }) =>
      say`${path} does not exist and cannot be made: ${parent} is not yours to write in`,
    hint: () =>
      say`Look where MINIKUBE_HOME and KUBECONFIG point; unset them to use your home directory.`,
    looks: () => [asUser('printenv', 'MINIKUBE_HOME', 'KUBECONFIG')],
  }),
  'not-yours': problem<Theirs & { readonly owner: User | undefined }>({
    severity: 'error',
    message: ({ path, owner, user }) =>
      owner === undefined
        ? say`${path} is closed to ${user}, and MINIKUBE_HOME or KUBECONFIG points there`
        : say`${path} belongs to ${owner} and is closed to ${user}, and MINIKUBE_HOME or KUBECONFIG points there`,
    hint: () =>
      say`It is not yours to take: unset the variable to use your own home directory, or leave this entry out.`,
    looks: () => [asUser('printenv', 'MINIKUBE_HOME', 'KUBECONFIG')],
  }),
} as const

const below = (file: string, folder: string): boolean =>
  file === folder || file.startsWith(`${folder}/`)

type UserFound = Found<typeof problems>

/**
 * May the subject write where minikube and kubectl keep their state? Absent is fine, root may do everything. Source: pitfalls
 * USER-3 (HOST_HOME_PERMISSION, HOST_HOME_MKDIR), minikube-behaviour (g).
 */
export const userFiles = defineCheck({
  id: 'user/files',
  title: "The user's own files",
  needs: { os, identity, state: minikubeHome, paths: userPaths },
  problems,
  inspect: ({ os, identity: { subject }, state, paths }) => {
    if (os === 'win32') return skipped('other-os')
    const who = user(subject.name)
    // What another ordinary user keeps outside this home is not ours to give away.
    const mine = (file: string, owner: string): boolean =>
      below(file, subject.home) || (below(file, state) && owner === 'root')
    const toFound = ({ path: file, role, standing }: UserPath): readonly (UserFound | Unsure)[] => {
      const about = path(file)
      switch (standing.kind) {
        case 'fine':
          return []
        case 'absent':
        case 'no-place':
          if (role === 'home')
            return [{ code: 'home-missing', about, args: { path: about, user: who } }]
          return standing.kind === 'absent'
            ? []
            : [{ code: 'no-place', about, args: { path: about, parent: path(standing.parent) } }]
        case 'foreign': {
          const args = { path: about, owner: user(standing.owner), user: who }
          return mine(file, standing.owner)
            ? [
                {
                  code: 'foreign-owner',
                  about,
                  args: { ...args, reach: term(role === 'home' ? 'alone' : 'all') },
                },
              ]
            : [{ code: 'not-yours', about, args }]
        }
        case 'closed':
          return [{ code: 'not-yours', about, args: { path: about, owner: undefined, user: who } }]
        case 'protected':
          return [{ code: 'protected', about, args: { path: about } }]
        case 'unread':
          return [unsure(standing.why)]
      }
    }
    return paths.flatMap(toFound)
  },
})
