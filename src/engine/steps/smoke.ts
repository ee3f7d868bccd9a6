import * as v from 'valibot'
import { changing } from '../../catalog/deadlines.ts'
import { removeLesson } from '../../cluster/lesson.ts'
import type { SmokeStep } from '../../cluster/lesson.ts'
import { StepError } from '../../model/write-host.ts'
import { change } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import { tryLesson } from './try-lesson.ts'

const place = v.object({ cluster: v.string(), namespace: v.string() })

/** Creates the first lesson, sees it work and removes it. Taking it back removes what was left of it: its whole namespace. */
export const smoke = defineInterpreter<SmokeStep>({
  kind: 'smoke',
  reversibility: 'compensable',
  stale: ['system-pods'],
  isDone: async () => false,
  prepare: async ({ cluster, namespace }) => ({ cluster, namespace }),
  perform: async (step, host) => {
    const result = await tryLesson(step, host)
    await change(host, removeLesson(step), { deadlineMs: changing.lesson })
    if (result.state === 'failed') throw new StepError('failed', result.detail)
  },
  revert: async (undo, host) => {
    await change(host, removeLesson(readUndo(place, undo)), { deadlineMs: changing.lesson })
  },
})
