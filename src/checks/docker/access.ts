import { dockerGroup } from '../../facts/docker-group.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import { identity } from '../../facts/machine.ts'
import { joinDockerGroup } from '../../fixes/join-docker-group.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { quote, user } from '../../model/value.ts'
import type { Quote, User } from '../../model/value.ts'
import { dockerDaemon } from './daemon.ts'

/**
 * May the subject talk to the engine's socket? Tells a membership that only waits for a new login from one that is missing.
 * Source: docker-errors §1 (permission wordings of 19.03 to 29), pitfalls USER-2.
 */
export const dockerAccess = defineCheck({
  id: 'docker/access',
  title: 'Docker may be used',
  needs: { docker: dockerVersion, group: optional(dockerGroup), identity },
  after: [dockerDaemon],
  problems: {
    'not-in-group': problem<{ readonly user: User }>({
      severity: 'error',
      stops: true,
      message: ({ user }) =>
        say`${user} may not use Docker: the engine runs, its socket is open to the group docker only`,
      hint: () =>
        say`Add the user to the group, then log out and in again. Members of the group have rights like root's. Neither sudo nor chmod on the socket is a remedy: minikube refuses root.`,
      fix: joinDockerGroup,
    }),
    'new-login': problem<{ readonly user: User }>({
      severity: 'error',
      stops: true,
      message: ({ user }) =>
        say`${user} is in the group docker, but this login began before that and may not use Docker yet`,
      hint: () => say`Log out and in again, or open a shell that has the group:`,
      commands: () => [asUser('newgrp', 'docker')],
    }),
    denied: problem<{ readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ said }) => say`The Docker engine runs, but its socket refuses this user: ${said}`,
      hint: () => say`Look who may open the socket:`,
      commands: () => [asUser('ls', '-l', '/var/run/docker.sock')],
    }),
  },
  inspect: ({ docker, group, identity: { subject } }) => {
    if (docker.failure !== 'permission') return []
    const denied = { code: 'denied' as const, args: { said: quote(docker.said) } }
    if (!group.ok || !group.value.exists || subject.uid === 0) return [denied]
    const args = { user: user(subject.name) }
    if (!group.value.inDatabase) return [{ code: 'not-in-group', args }]
    return group.value.inLogin ? [denied] : [{ code: 'new-login', args }]
  },
})
