import { describe, expect, test } from 'vitest'
import { nextRung } from '../../src/cluster/ladder.ts'
import type { Situation } from '../../src/cluster/situation.ts'
import type { Attempt, RungId } from '../../src/model/attempt.ts'
import { requestFor } from '../support/diagnose.ts'
import { after, classroom, home, next, shown, situation } from '../support/ladder.ts'

describe('another pair', () => {
  const { profile } = requestFor({})

  test('the course’s own first', () => {
    const rung = nextRung(situation(['tools/pair/kubernetes-too-old']))
    expect(rung).toMatchObject({ pair: profile.alternatives[0], risk: 'safe' })
  })

  test('is destructive where it deletes a cluster that was there', () => {
    const alternatives = [{ minikube: 'v1.38.1', kubernetes: 'v1.35.1' }]
    expect(next(['tools/pair/cpu'], { alternatives })).toBe('other-pair (safe)')
    expect(next(['tools/pair/cpu'], { alternatives, ours: false })).toBe('other-pair (destructive)')
  })

  test('each once', () => {
    const causes = ['tools/pair/cpu']
    const [foreseen] = profile.alternatives
    const two = [
      profile.pair,
      ...profile.alternatives,
      { minikube: 'v1.30.1', kubernetes: 'v1.23.3' },
    ]
    const second = situation(causes, {
      alternatives: two,
      attempts: after(causes, 'other-pair'),
      ...(foreseen === undefined ? {} : { pair: foreseen }),
    })
    expect(nextRung(second)?.pair).toEqual(two[2])
    expect(
      next(causes, { alternatives: two, attempts: after(causes, 'other-pair', 'other-pair') }),
    ).toBeUndefined()
  })
})

/** Each start failed of something else. */
const tried = (...ids: readonly RungId[]): Partial<Situation> => ({
  attempts: after([], ...ids).map((attempt, index) => ({ ...attempt, exitCode: index })),
})

describe('deleting', () => {
  test.for([
    ['the cluster first', {}, 'delete-profile (safe)'],
    ['asked for where it held something', { ours: false }, 'delete-profile (destructive)'],
    ['then all, which is still ours alone', tried('delete-profile'), 'delete-all (safe)'],
    ['at last the home', tried('delete-profile', 'delete-all'), 'purge (destructive)'],
    ['and never again', tried('delete-profile', 'delete-all', 'purge'), undefined],
    [
      'with nothing of ours straight to the rest',
      { exists: false, others: ['b'] },
      'delete-all (destructive)',
    ],
    ['with nothing at all to the home', { exists: false }, 'purge (destructive)'],
    ['nobody agreed to less: nothing more', { refused: ['delete-profile'] }, undefined],
    ['less could not be done: more', { failed: ['delete-profile'] }, 'delete-all (safe)'],
  ] as const satisfies readonly (readonly [string, Partial<Situation>, string | undefined])[])(
    '%s',
    ([, change, rung]) => {
      expect(next([], change)).toBe(rung)
    },
  )

  test('names everybody’s clusters, and asks', () => {
    const rung = nextRung(
      situation([], { ...tried('delete-profile'), others: ['class-3', 'anna'] }),
    )
    expect(rung).toMatchObject({
      id: 'delete-all',
      risk: 'destructive',
      deletes: ['anna', 'class-3', 'minikube'],
    })
    expect(rung?.steps.map(shown)).toEqual(['delete all anna class-3 minikube'])
  })

  test('what this run made after the old one was deleted is its own', () => {
    expect(next([], { ours: false, ...tried('delete-profile') })).toBe('delete-all (safe)')
  })

  test('a cluster that once ran may hold something', () => {
    const [first] = after([])
    const attempts: readonly Attempt[] =
      first === undefined ? [] : [{ ...first, end: 'started', causes: [] }]
    expect(next([], { attempts })).toBe('delete-profile (destructive)')
  })

  test('a purge keeps to minikube’s home', () => {
    const rung = nextRung(situation([], tried('delete-profile', 'delete-all')))
    expect(rung?.steps).toEqual([{ kind: 'purge-home', home, profiles: ['minikube'] }])
  })

  test('two starts on fresh nodes that fail of the same end it', () => {
    const causes = ['kubeadm/CRI', 'kubeadm/CRI']
    const attempts = after(causes, 'delete-profile')
    expect(next(causes, { attempts, ours: true })).toBeUndefined()
    // The first node was not fresh: what was in it may have been the cause.
    expect(next(causes, { attempts, ours: false })).toBe('delete-all (safe)')
    const [first] = attempts
    const other = attempts.map((each) => (each === first ? { ...each, causes: [] } : each))
    expect(next(causes, { attempts: other, ours: true })).toBe('delete-all (safe)')
  })

  test('a code is named once', () => {
    expect(nextRung(situation(['kubeadm/CRI', 'kubeadm/CRI']))?.because).toEqual(['kubeadm/CRI'])
  })

  test('nothing that did not arrive is ever worth a deletion of others', () => {
    const causes = ['log/pull-timeout']
    const attempts = after(causes, 'other-source', 'pre-pull', 'other-pair')
    const request = {
      ...requestFor({}),
      overrides: { without: classroom.probes.map(({ candidate }) => candidate.source) },
    }
    expect(next(causes, { attempts, request, others: ['anna'] })).toBeUndefined()
  })
})
