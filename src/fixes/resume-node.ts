import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Lets the frozen container of a node go on where it was. */
export const resumeNode = defineFix<{ readonly node: Term }>({
  id: 'resume-node',
  title: 'let the paused node go on',
  risk: 'safe',
  needsRoot: false,
  plan: ({ node }) => [{ kind: 'unpause', container: node.value }],
  verifies: 'cluster/running',
})
