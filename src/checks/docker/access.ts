import { dockerEndpoint } from '../../facts/docker-endpoint.ts'
import { dockerGroup } from '../../facts/docker-group.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import { identity, os } from '../../facts/machine.ts'
import { joinDockerGroup } from '../../fixes/join-docker-group.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asRoot, asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { count, path, quote, user } from '../../model/value.ts'
import type { Count, Path, Quote, User } from '../../model/value.ts'
import { dockerDaemon } from './daemon.ts'

const systemSocket = '/var/run/docker.sock'

/**
 * May the subject talk to the engine's socket? Tells a membership that only waits for a new login from one that is missing.
 * Source: docker-errors §1 (permission wordings of 19.03 to 29), pitfalls USER-2, docs.docker.com linux-postinstall and
 * desktop/windows/permission-requirements.
 */
export const dockerAccess = defineCheck({
  id: 'docker/access',
  title: 'Docker may be used',
  needs: {
    docker: dockerVersion,
    group: optional(dockerGroup),
    endpoint: dockerEndpoint,
    identity,
    os,
  },
  after: [dockerDaemon],
  skip: withoutDocker,
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
    'no-group': problem<{ readonly user: User }>({
      severity: 'error',
      stops: true,
      message: ({ user }) =>
        say`${user} may not use Docker: the engine runs, but its socket is root's alone, for there is no group docker`,
      hint: () =>
        say`Make the group, add the user, restart the engine (that stops what runs in it), then log out and in again. Members of the group have rights like root's.`,
      commands: ({ user }) => [
        asRoot('groupadd', '--system', 'docker'),
        asRoot('usermod', '-aG', 'docker', user.value),
        asRoot('systemctl', 'restart', 'docker'),
      ],
    }),
    'foreign-group': problem<{ readonly user: User; readonly gid: Count }>({
      severity: 'error',
      stops: true,
      message: ({ user, gid }) =>
        say`${user} may not use Docker: the engine's socket belongs to group number ${gid}, which is not this system's group docker`,
      hint: () =>
        say`So it is with a socket mounted into a container: start the container with --group-add and that number. Elsewhere restart the engine, which gives the socket to the group docker.`,
    }),
    'not-in-docker-users': problem<{ readonly user: User }>({
      severity: 'error',
      stops: true,
      message: ({ user }) =>
        say`${user} may not use Docker: Docker Desktop runs, but this Windows user may not open its pipe`,
      hint: () =>
        say`In a terminal run as administrator add the user to the group docker-users, then sign out and in again:`,
      commands: ({ user }) => [asUser('net', 'localgroup', 'docker-users', user.value, '/add')],
    }),
    denied: problem<{ readonly said: Quote; readonly socket: Path }>({
      severity: 'error',
      stops: true,
      message: ({ said }) => say`The Docker engine runs, but its socket refuses this user: ${said}`,
      hint: () => say`Look who may open the socket:`,
      looks: ({ socket }) => [asUser('ls', '-l', socket.value)],
    }),
  },
  inspect: ({ docker, group, endpoint, identity: { subject }, os }) => {
    if (docker.failure !== 'permission') return []
    const args = { user: user(subject.name) }
    if (os === 'win32') return [{ code: 'not-in-docker-users', args }]
    const socket = endpoint.address?.replace(/^unix:\/\//, '') ?? systemSocket
    const denied = {
      code: 'denied' as const,
      args: { said: quote(docker.said), socket: path(socket) },
    }
    if (os !== 'linux' || endpoint.from !== 'default' || !group.ok || subject.uid === 0)
      return [denied]
    const { exists, inDatabase, inLogin, socket: owner } = group.value
    if (!exists && owner?.gid === 0) return [{ code: 'no-group', args }]
    if (owner !== undefined && owner.gid !== 0 && !owner.isDocker)
      return [{ code: 'foreign-group', args: { ...args, gid: count(owner.gid) } }]
    if (!exists) return [denied]
    if (!inDatabase) return [{ code: 'not-in-group', args }]
    return inLogin ? [denied] : [{ code: 'new-login', args }]
  },
})
