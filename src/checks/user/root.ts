import { identity } from '../../facts/machine.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { term, user } from '../../model/value.ts'
import type { Term, User } from '../../model/value.ts'

const refusing = new Set(['docker', 'podman'])

/**
 * Would minikube refuse this user? Only uid 0 counts, and sudo is told from a real root login. Source: minikube-behaviour (b),
 * cmd/minikube/cmd/start.go validateUser: DRV_AS_ROOT, exit 57.
 */
export const userRoot = defineCheck({
  id: 'user/root',
  title: 'Not root',
  needs: { identity },
  skip: ({ profile }) => (refusing.has(profile.driver) ? undefined : 'other-driver'),
  problems: {
    login: problem<{ readonly driver: Term }>({
      severity: 'error',
      message: ({ driver }) => say`You are root; minikube's ${driver} driver refuses root`,
      hint: () =>
        say`The start adds --force. That also switches off minikube's own checks of CPUs, memory and versions: k8s-doctor makes them itself. A normal user in the group docker is the better way.`,
      cure: () => ({ flags: [{ name: '--force' }] }),
    }),
    sudo: problem<{ readonly user: User }>({
      severity: 'info',
      message: ({ user }) => say`Run with sudo: everything is checked, and later done, for ${user}`,
    }),
  },
  fine: ({ identity: { subject } }) => say`${user(subject.name)}`,
  inspect: ({ identity: { sudo, subject } }, { profile }) => {
    if (sudo) return [{ code: 'sudo', args: { user: user(subject.name) } }]
    return subject.uid === 0 ? [{ code: 'login', args: { driver: term(profile.driver) } }] : []
  },
})
