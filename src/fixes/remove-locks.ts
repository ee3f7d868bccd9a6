import { defineFix } from '../model/fix.ts'
import type { List, Term } from '../model/value.ts'

/** Removes another user's lock files, and only while nobody can hold them. */
export const removeLocks = defineFix<{ readonly paths: List<'path'>; readonly running: Term }>({
  id: 'remove-locks',
  title: "remove another user's minikube locks",
  risk: 'system',
  needsRoot: true,
  plan: ({ paths, running }) =>
    running.value === 'no'
      ? paths.value.map(({ value }) => ({ kind: 'remove-file', path: value }))
      : [],
  verifies: 'user/locks',
})
