import { expectTypeOf, test } from 'vitest'
import type { RunEdges } from '../../src/engine/run-request.ts'

test('a run needs a host, answers, somebody who listens and a signal, and nothing else', () => {
  expectTypeOf<keyof RunEdges>().toEqualTypeOf<'host' | 'ask' | 'onEvent' | 'signal'>()
})
