import { os } from '../../facts/machine.ts'
import { minikubeLocks } from '../../facts/minikube-locks.ts'
import { effectivePair } from '../../facts/pair.ts'
import { removeLocks } from '../../fixes/remove-locks.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { asRoot, asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { list, path, term } from '../../model/value.ts'
import type { List, Term } from '../../model/value.ts'
import { atLeast } from '../../model/version.ts'

/** From here on each user has a directory of locks of their own. Source: pitfalls USER-4, kubernetes/minikube#22623. */
const perUserSince = 'v1.38.1'

/**
 * Do lock files of another user keep this one out? minikube then stops with HOST_JUJU_LOCK_PERMISSION, exit 37. Source: pitfalls
 * USER-4.
 */
export const userLocks = defineCheck({
  id: 'user/locks',
  title: "minikube's locks",
  needs: { os, locks: minikubeLocks },
  problems: {
    foreign: problem<{ readonly paths: List<'path'>; readonly running: Term }>({
      severity: 'error',
      message: ({ paths }) =>
        say`minikube was run here by another user, root or through sudo, and left locks this user cannot open: ${paths}`,
      hint: ({ running }) => {
        if (running.value === 'no')
          return say`No minikube runs now, so nobody holds them: remove exactly these files. Do not lower fs.protected_regular for it.`
        return running.value === 'yes'
          ? say`A minikube is running: wait until it has finished, then look again.`
          : say`See first that no minikube is running, then remove exactly these files.`
      },
      looks: ({ running }) => (running.value === 'no' ? [] : [asUser('pgrep', '-l', 'minikube')]),
      commands: ({ paths, running }) =>
        running.value === 'yes'
          ? []
          : [asRoot('rm', '-f', ...paths.value.map(({ value }) => value))],
      fix: removeLocks,
    }),
  },
  inspect: ({ os, locks: { foreign, running } }, request) => {
    if (os === 'win32') return skipped('other-os')
    if (foreign.length === 0 || atLeast(effectivePair(request).minikube, perUserSince)) return []
    const seen = running === undefined ? 'unknown' : running ? 'yes' : 'no'
    return [{ code: 'foreign', args: { paths: list(foreign.map(path)), running: term(seen) } }]
  },
})
