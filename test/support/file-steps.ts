import { chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import type { Undo } from '../../src/engine/steps/interpreter.ts'
import { mergeJson } from '../../src/engine/steps/merge-json.ts'
import { removeFile } from '../../src/engine/steps/remove-file.ts'
import { setAside } from '../../src/engine/steps/set-aside.ts'
import { symlink } from '../../src/engine/steps/symlink.ts'
import { textBlock } from '../../src/engine/steps/text-block.ts'
import { writeFile } from '../../src/engine/steps/write-file.ts'
import type { AtomicStep } from '../../src/model/step.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { isRoot, somebody } from './somebody.ts'
import { apply, hostWith, ownFolder } from './writing.ts'

export const host = hostWith()

type Kind = Exclude<AtomicStep['kind'], 'install-tool' | 'seed-cache'>
export type FileStep = Extract<AtomicStep, { kind: Kind }>

export const perform = async (step: FileStep, by: WriteHost = host): ReturnType<typeof apply> => {
  switch (step.kind) {
    case 'write-file':
      return apply(writeFile, step, by)
    case 'remove-file':
      return apply(removeFile, step, by)
    case 'set-aside':
      return apply(setAside, step, by)
    case 'symlink':
      return apply(symlink, step, by)
    case 'merge-json':
      return apply(mergeJson, step, by)
    case 'text-block':
      return apply(textBlock, step, by)
  }
}

const isUndo = (value: Awaited<ReturnType<typeof apply>>): value is Undo =>
  typeof value === 'object'

export const reverters = {
  'write-file': writeFile.revert,
  'remove-file': removeFile.revert,
  'set-aside': setAside.revert,
  symlink: symlink.revert,
  'merge-json': mergeJson.revert,
  'text-block': textBlock.revert,
}

export const revert = async (
  step: FileStep,
  undo: Awaited<ReturnType<typeof apply>>,
): Promise<void> => {
  if (!isUndo(undo)) throw new TypeError('no undo')
  await reverters[step.kind](undo, host)
}

export type Paths = (name: string) => string

/** A folder for each test of a file. */
export const freshFolders = (name: string): (() => Paths) => {
  const at = ownFolder(name)
  let folders = 0
  return () => {
    folders += 1
    const folder = `t${folders}`
    mkdirSync(at(folder))
    return (file) => at(folder, file)
  }
}

export const give = (path: string): void => {
  if (isRoot) chownSync(path, somebody.uid, somebody.gid)
}

/** Files, JSON, text in another encoding, a link: all of another user where we are root. */
export const fill = (path: Paths): void => {
  writeFileSync(path('f'), 'old\r\n\0\xFF', { mode: 0o640 })
  writeFileSync(
    path('j'),
    '{\n\t"registry-mirrors": ["https://a.invalid"],\n\t"log-level": "warn"\n}',
    { mode: 0o600 },
  )
  writeFileSync(path('gbk'), Buffer.from([0xbf, 0xce, 0x0a, 0x61]))
  symlinkSync('f', path('l'))
  for (const name of ['f', 'j', 'gbk']) give(path(name))
}
