import { defineFix } from '../model/fix.ts'
import type { Path, Term, User } from '../model/value.ts'

/** Gives one file or folder back to the user; `reach` tells whether with all that is in it. */
export const ownFiles = defineFix<{
  readonly path: Path
  readonly user: User
  readonly reach: Term
}>({
  id: 'own-files',
  title: 'give the files back to the user',
  risk: 'system',
  needsRoot: true,
  plan: ({ path, user, reach }) => [
    {
      kind: 'chown',
      paths: [path.value],
      user: user.value,
      recursive: reach.value === 'all',
    },
  ],
  verifies: 'user/files',
})
