import { utf8 } from '../../model/bytes.ts'
import type { StepOf } from './define.ts'
import { defineRewriting } from './rewriting.ts'
import { settings } from './stale.ts'

/** Gives a file this content, whatever was in it. */
export const writeFile = defineRewriting<StepOf<'write-file'>>({
  kind: 'write-file',
  stale: settings,
  rewrite: ({ content }) => utf8(content),
})
