import { defineFix } from '../model/fix.ts'
import type { User } from '../model/value.ts'

/** Puts the user into the group docker, which gives rights like root's. */
export const joinDockerGroup = defineFix<{ readonly user: User }>({
  id: 'join-docker-group',
  title: 'add the user to the group docker',
  risk: 'system',
  needsRoot: true,
  plan: ({ user }) => [{ kind: 'group-member', user: user.value, group: 'docker' }],
  verifies: 'docker/access',
})
